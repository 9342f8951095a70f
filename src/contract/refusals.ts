/** Why the server did not do it. Each has a sentence in every language (`content/<lang>/interface/refusals.json`). */
export const REFUSALS = [
	/** No such address, thread, file or member. */
	'not-found',
	/** The caller is known and may not do this. */
	'not-allowed',
	'not-signed-in',
	/** The request is not what the contract describes; `detail` names the field. */
	'malformed',
	'too-large',
	'no-such-desk',
	/** The team takes no new messages: closed, or its statement has run out. */
	'intake-closed',
	/** No mailbox here opens with this proof. One answer for a wrong mailbox and a wrong key. */
	'no-such-mailbox',
	/** Another first message is already stored under this mailbox. */
	'mailbox-taken',
	/** Login, passphrase or sheet do not fit. One answer for an unknown login and a wrong secret. */
	'wrong-proof',
	/** The words fit, and the member has left their keys with colleagues. */
	'keys-with-colleagues',
	'challenge-expired',
	'proof-of-work-needed',
	/** The space of the server is used up for this kind of request. */
	'full',
	/** The thread has used what it may hold before the team's first answer. */
	'thread-full',
	/** This part of the file is stored with other bytes. */
	'file-conflict',
	'not-an-envelope',
	/** Somebody wrote in between: fetch what is new and try again. */
	'not-the-next-entry',
	'not-a-reader',
	/** The rules of the roster say no; `detail` is the domain's reason. */
	'roster-refuses',
	/** The link was used, has run out, or never existed. */
	'link-used',
	'login-taken',
	/** A second member has to look first. */
	'two-needed',
	/** Seven days have to pass first. */
	'too-early',
	'server-error',
	/** The server cannot store anything at the moment; nothing was kept of the request. */
	'unavailable',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** Ends a request that cannot be granted. */
export class Refused extends Error {
	override name = 'Refused'
	readonly because: Refusal
	/** A field or a reason in the words of the code; never anything taken from the request. */
	readonly detail: string | null

	constructor(because: Refusal, detail: string | null = null) {
		super(detail === null ? because : `${because}: ${detail}`)
		this.because = because
		this.detail = detail
	}
}
