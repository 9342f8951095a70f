import * as v from 'valibot'
import { type Endpoint, KB } from '#contract/endpoint.ts'
import { MOST_BITS } from '#contract/flood-proof.ts'
import {
	base64url,
	count,
	day,
	hash,
	id,
	login,
	secret,
	signature,
	signedText,
	signingKey,
} from '#contract/shapes.ts'

const nothing = v.strictObject({})

/** No page computes for longer than agreed, whatever a server demands. */
const bits = v.pipe(count, v.maxValue(MOST_BITS))

/** A proof that a moment of computing was spent, asked for only when space runs low. */
export const floodProof = v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), nonce: count })

/**
 * The person says that somebody may be hurt or taken in the next days. The server calls the team and keeps nothing of
 * it; the message says it once more inside.
 */
const urgent = v.optional(v.boolean())

/** A signature over a server's challenge by the key derived from the return words. */
const returning = { mailbox: id, challenge: v.pipe(v.string(), v.maxLength(200)), signature }

export const membership = {
	login,
	/** SHA-256 of the word derived from the passphrase, and of the one derived from the recovery sheet. */
	passphraseAuth: hash,
	sheetAuth: hash,
	/** The member's key-ring, locked for both. */
	keyring: base64url,
}

/** What anybody may ask. */
export const PUBLIC_ENDPOINTS = {
	desks: {
		method: 'GET',
		path: '/api/v1/desks',
		caller: 'public',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			desks: v.array(
				v.strictObject({
					desk: hash,
					lastRead: v.nullable(day),
					/** Whether somebody of the team can be called at once. */
					calls: v.boolean(),
				}),
			),
			demo: v.boolean(),
		}),
		largest: 0,
		summary: 'The teams this server keeps messages for.',
	},
	roster: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/roster',
		caller: 'public',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ entries: v.array(signedText), statement: v.nullable(signedText) }),
		largest: 0,
		summary: 'The signed list of who reads, and the newest statement that it is current.',
	},
	flood: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/flood',
		caller: 'public',
		request: 'none',
		/** `later`: for something kept and not sent. */
		ask: v.strictObject({ what: v.optional(v.picklist(['first', 'later']), 'first') }),
		answer: 'json',
		tell: v.strictObject({
			proof: v.nullable(
				v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), bits, seconds: count }),
			),
			full: v.boolean(),
		}),
		largest: 0,
		summary: 'Whether a proof of work must accompany a first message, and how hard.',
	},
	tell: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({
			mailbox: id,
			proofKey: signingKey,
			depositKey: signingKey,
			flood: v.nullable(floodProof),
			/** How many of the sealed bytes, at their end, are a copy for the person alone. */
			copy: v.optional(count, 0),
			/** The team it is locked for, in a file that somebody carries: another team refuses it. */
			desk: v.optional(hash),
			urgent,
		}),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 2200 * KB,
		summary:
			'A first message, and behind it a copy for the person if they want to see it again: opens a thread. A file that somebody carries holds exactly this body. Repeating it changes nothing.',
	},
	write: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/messages',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, signature, urgent }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'A further message of the person, signed with the key of the return words.',
	},
	sendPart: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/files',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, file: id, part: count, parts: count, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'One part of a sealed file, 256 KiB but for the last. Repeating it changes nothing.',
	},
	challenge: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/challenges',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ mailbox: id }),
		answer: 'json',
		tell: v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), seconds: count }),
		largest: KB,
		summary:
			'A challenge to sign with the key of the return words. Given for any mailbox, whether it exists or not.',
	},
	collect: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/answers',
		caller: 'public',
		request: 'json',
		/** `kept`: also tell how long it is kept, which pages of earlier releases do not understand. */
		ask: v.strictObject({ ...returning, kept: v.optional(v.boolean()) }),
		answer: 'frames',
		tell: v.variant('kind', [
			/** The last day; null when the team keeps it longer. */
			v.strictObject({ kind: v.literal('kept'), until: v.nullable(day) }),
			v.strictObject({ kind: v.literal('copy'), hash, first: v.boolean() }),
			v.strictObject({ kind: v.literal('answer'), hash, day }),
		]),
		largest: KB,
		summary:
			'Until when all this is kept, if asked; what the person chose to see again, oldest first (`first`: it came with the first message), then the answers waiting in the mailbox.',
	},
	keepCopy: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/copies',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'Something the person wants to see again, sealed to themselves. Repeating it changes nothing.',
	},
	forgetCopies: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/copies/forgotten',
		caller: 'public',
		request: 'json',
		ask: v.strictObject(returning),
		answer: 'json',
		tell: v.strictObject({ removed: count }),
		largest: KB,
		summary:
			'Everything the person had kept to see again is removed; of what was kept for later and not sent, its files and the mailbox too.',
	},
	keepLater: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/later',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, proofKey: signingKey, flood: v.nullable(floodProof) }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary:
			'The first thing somebody keeps for later, sealed to themselves. The team does not learn of it; more follows by `copies` and `files`. Repeating it changes nothing.',
	},
	sendLater: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/later/sent',
		caller: 'public',
		request: 'frames',
		ask: v.variant('kind', [
			v.strictObject({ kind: v.literal('first'), mailbox: id, depositKey: signingKey, signature, urgent }),
			v.strictObject({ kind: v.literal('further'), signature }),
		]),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 4400 * KB,
		summary:
			'What was kept becomes a thread: the first message and those that name its files, in one step. What was sealed to the person is removed. Repeating it changes nothing.',
	},
	acknowledge: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/answers/read',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ ...returning, hashes: v.pipe(v.array(hash), v.maxLength(200)) }),
		answer: 'json',
		tell: v.strictObject({ removed: count }),
		largest: 32 * KB,
		summary: 'The person has read these answers: they are removed from the mailbox.',
	},
	partsStored: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/files/stored',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ ...returning, file: id }),
		answer: 'json',
		tell: v.strictObject({ parts: v.array(count) }),
		largest: KB,
		summary: 'Which parts of a file have arrived.',
	},
	deposit: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/deposits',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary:
			'An answer of the team, left in the mailbox. Sent without a session, so that nothing links it to a member.',
	},
	setup: {
		method: 'POST',
		path: '/api/v1/setup',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({
			token: secret,
			entries: v.pipe(v.array(signedText), v.length(2)),
			statement: signedText,
			...membership,
			names: base64url,
		}),
		answer: 'json',
		tell: v.strictObject({ desk: hash }),
		largest: 256 * KB,
		summary: 'Founds the team with its first member. The link works once.',
	},
	openSession: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/sessions',
		caller: 'public',
		request: 'json',
		ask: v.variant('way', [
			v.strictObject({ way: v.picklist(['passphrase', 'sheet']), login, auth: secret }),
			v.strictObject({ way: v.literal('passkey'), passkey: id, auth: secret }),
		]),
		answer: 'json',
		tell: v.strictObject({
			token: secret,
			member: id,
			/** Locked for passphrase and sheet. */
			keyring: base64url,
			/** What was stored with the passkey that asked. */
			passkey: v.nullable(v.strictObject({ keyring: base64url, note: base64url })),
		}),
		largest: KB,
		summary: 'Hands a member their locked key-ring and a session.',
	},
	join: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/joins',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ token: secret, request: signedText, ...membership, name: base64url }),
		answer: 'json',
		tell: v.strictObject({ member: id }),
		largest: 64 * KB,
		summary:
			'An invited person leaves their public keys. Nothing opens for them until the roster names them.',
	},
} as const satisfies Record<string, Endpoint>
