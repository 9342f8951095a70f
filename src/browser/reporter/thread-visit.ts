import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { sendFrames } from '#browser/call-server.ts'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import { consentSignature } from '#browser/reporter/thread-consent.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { Consent } from '#domain/consent/consent.ts'
import type { PersonRecord, Story } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { sealMessage } from '#vault/message.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign } from '#vault/outside/signature.ts'

/** The server acknowledged other bytes than were sent. */
export class Unconfirmed extends Error {
	override name = 'Unconfirmed'
}

type Unplaced<Record> = Record extends unknown
	? Omit<Record, 'v' | 'desk' | 'mailbox' | 'visit' | 'n' | 'roster'>
	: never

/** What a person can say after their first message. Who says it, where and in what order is added here. */
export type Saying = Unplaced<Exclude<PersonRecord, Story | { kind: 'consent' }>>

/** Where a message goes: whom it is locked for, and the newest entry of the list of who reads that was checked. */
export type Route = { recipients: readonly AgeRecipient[]; roster: { seq: number; head: string } }

/**
 * One time a person comes back, from typing their words to leaving the page. Messages are numbered within the visit,
 * because nothing on the device remembers the one before.
 */
export class Visit {
	readonly mailbox: Mailbox
	readonly #id = bytesToHex(randomBytes(8))
	#next = 0
	#said: Consent | null
	#last: { body: string; recipients: string; envelope: Uint8Array } | null = null
	#turn: Promise<unknown> = Promise.resolve()

	/** @param said the consent given in the message just sent, when the person comes straight from telling */
	constructor(mailbox: Mailbox, said: Consent | null = null) {
		this.mailbox = mailbox
		this.#said = said
	}

	/**
	 * Locks and sends one message. Saying the same again after a cut line sends the same bytes, which the server
	 * stores once.
	 * @throws LineCut, Refused or Unconfirmed; the number is then free for the next attempt
	 */
	async say(saying: Saying, route: Route): Promise<void> {
		await this.#inTurn(() => this.#send({ ...this.#place(route), ...saying }, route))
	}

	/** Says who may know. What may be wider is signed; the rest is not, so that it proves nothing to others. */
	async decide(consent: Consent, route: Route): Promise<void> {
		await this.#inTurn(async () => {
			const place = this.#place(route)
			const signature = consentSignature(this.mailbox.keys.consentSeed, place, this.#said, consent)
			await this.#send({ ...place, kind: 'consent', consent, signature }, route)
			this.#said = consent
		})
	}

	/** One message at a time, because each takes the next number; one that failed does not hold up the next. */
	#inTurn(work: () => Promise<void>): Promise<void> {
		const done = this.#turn.then(work)
		this.#turn = done.then(
			() => null,
			() => null,
		)
		return done
	}

	#place({ roster }: Route) {
		const { desk, keys } = this.mailbox
		return { v: 1, desk, mailbox: keys.mailbox, visit: this.#id, n: this.#next, roster } as const
	}

	async #send(record: PersonRecord, { recipients }: Route): Promise<void> {
		const { desk, keys } = this.mailbox
		const envelope = await this.#sealed(JSON.stringify(record), recipients)
		const hash = hashOf(envelope)
		const signature = sign(keys.proofSeed, 'message', sealedBytesToSign(desk, keys.mailbox, hash))
		const urgent = record.kind === 'addition' && record.urgent === true
		const frames = [{ head: { mailbox: keys.mailbox, signature, urgent }, bytes: envelope }]
		const stored = await tryAgain((signal) => sendFrames('write', frames, { at: { desk }, signal }), {
			bytes: envelope.length,
		})
		if (stored.hash !== hash) throw new Unconfirmed('the server stored something else')
		this.#next = record.n + 1
	}

	async #sealed(body: string, recipients: readonly AgeRecipient[]): Promise<Uint8Array> {
		const readers = recipients.join(' ')
		if (this.#last?.body === body && this.#last.recipients === readers) return this.#last.envelope
		const envelope = await sealMessage(body, 'person', this.mailbox.keys.macKey, recipients)
		this.#last = { body, recipients: readers, envelope }
		return envelope
	}
}
