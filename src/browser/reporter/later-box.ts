import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { sendFrames } from '#browser/call-server.ts'
import { composeStory } from '#browser/reporter/compose-story.ts'
import { type OpenThread, type Sent, sentOf } from '#browser/reporter/thread-journey.ts'
import { today } from '#browser/today.ts'
import { Unconfirmed } from '#browser/reporter/thread-visit.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { Ask } from '#contract/endpoints.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { type ForLater, laterOf, type LaterRecord } from '#domain/keeping/keep-for-later.ts'
import type { Roster } from '#domain/roster/roster.ts'
import type { FileRef, PersonRecord } from '#domain/threads/records.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { sealMessage } from '#vault/message.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign, signingKeyOf } from '#vault/outside/signature.ts'

type Frames = { head: Ask<'sendLater'>; bytes: Uint8Array }[]

/** What the person says at last: the notes, and whether somebody may be hurt or taken in the next days. */
type LastWords = { text: string; language: InterfaceLanguage; urgent: boolean }

/** What a person keeps for later, while they are on the page. */
export class LaterBox {
	readonly #thread: OpenThread
	/** Locked once: after a lost acknowledgement the very same bytes are sent, which the server takes once. */
	#locked: Frames | null = null

	constructor(thread: OpenThread) {
		this.#thread = thread
	}

	get things(): LaterRecord[] {
		return laterOf(this.#thread.copies.records)
	}

	/** How many things that waited here are not shown: damaged, or not kept by this person. */
	get faults(): number {
		return this.#thread.copies.view().faults
	}

	/** How many kept things are gone, as the numbers of the others show. */
	get missing(): number {
		const gone = this.#thread.copies.view().items.map((item) => (item.kind === 'gone' ? item.count : 0))
		return gone.reduce((sum, count) => sum + count, 0)
	}

	/** Whether a message is locked and perhaps with the server: its text cannot change any more. */
	get isLocked(): boolean {
		return this.#locked !== null
	}

	get mailbox() {
		return this.#thread.mailbox
	}

	async keepNote(text: string): Promise<Sent> {
		return this.#keep({ kind: 'note', text })
	}

	/** Keeps the key of a file whose parts are stored. */
	async takeFile(file: FileRef): Promise<Sent> {
		return this.#keep({ kind: 'file', file })
	}

	/**
	 * Opens what is kept, locks it for those who read, and has it become a message, in one step or not at all.
	 * @param text the notes, as the person wishes to send them
	 */
	async send(text: string, language: InterfaceLanguage, urgent: boolean): Promise<Sent> {
		const to = this.#thread.whereTo()
		const { standing } = this.#thread
		if (!to.ok || !standing.ok) return { ok: false, because: 'refused', detail: 'roster-refuses' }
		this.#locked ??= await this.#lock({ text, language, urgent }, standing.roster, to.recipients)
		const sent = await sentOf(this.#sendLocked(this.#locked))
		if (sent.ok || sent.because === 'refused' || sent.because === 'full') this.#locked = null
		return sent
	}

	/** Has everything destroyed, the mailbox too. */
	async destroy(): Promise<Sent> {
		return sentOf(this.#thread.copies.forget())
	}

	async #keep(what: ForLater): Promise<Sent> {
		return sentOf(this.#thread.copies.keep(what, today()))
	}

	async #sendLocked(frames: Frames): Promise<void> {
		const at = { desk: this.mailbox.desk }
		const bytes = frames.reduce((sum, frame) => sum + frame.bytes.length, 0)
		const { hash } = await tryAgain((signal) => sendFrames('sendLater', frames, { at, signal }), { bytes })
		if (hash !== hashOf(frames[0]?.bytes ?? new Uint8Array()))
			throw new Unconfirmed('the server stored something else')
	}

	async #lock(words: LastWords, roster: Roster, recipients: readonly AgeRecipient[]): Promise<Frames> {
		const { desk, keys } = this.mailbox
		const frames: Frames = []
		for (const record of await this.#records(words, roster)) {
			const bytes = await sealMessage(JSON.stringify(record), 'person', keys.macKey, recipients)
			const signature = sign(keys.proofSeed, 'message', sealedBytesToSign(desk, keys.mailbox, hashOf(bytes)))
			const depositKey = signingKeyOf(depositSeed(keys.macKey))
			const head: Ask<'sendLater'> =
				record.kind === 'story'
					? { kind: 'first', mailbox: keys.mailbox, depositKey, signature, urgent: words.urgent }
					: { kind: 'further', signature }
			frames.push({ head, bytes })
		}
		return frames
	}

	/** The first message, and one for each file. */
	async #records({ text, language, urgent }: LastWords, roster: Roster): Promise<PersonRecord[]> {
		const { keys } = this.mailbox
		const { mailbox } = keys
		const visit = bytesToHex(randomBytes(8))
		const leftOut = this.#thread.leftOut
		const story = composeStory({ language, reason: null, text, leftOut, showAgain: false, urgent }, roster, {
			mailbox,
			visit,
			voice: null,
			keys: {
				recipient: await recipientOf(keys.identity),
				mac: bytesToHex(keys.macKey),
				consent: signingKeyOf(keys.consentSeed),
			},
		})
		const { v, desk, roster: seen } = story
		const files = this.things.flatMap((thing) => (thing.kind === 'file' ? [thing.file] : []))
		return [
			story,
			...files.map((file, at) => ({
				v,
				kind: 'file' as const,
				desk,
				mailbox,
				visit,
				n: at + 1,
				roster: seen,
				file,
			})),
		]
	}
}
