import { callServer, LineCut, sendFrames } from '#browser/call-server.ts'
import { sealCopy } from '#browser/reporter/copy-envelope.ts'
import { type Mailbox, type OpenedCopy, prove } from '#browser/reporter/mailbox.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { Day } from '#domain/days.ts'
import {
	arrangeCopies,
	type CopyItem,
	type CopyRecord,
	type Keepable,
	nextCopy,
} from '#domain/threads/copies.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign } from '#vault/outside/signature.ts'

/** What a person sees of their copies. */
export type CopiesView = {
	items: readonly CopyItem[]
	/** Copies that waited here and were not made by this person, or are damaged. */
	faults: number
	/** Whether what is sent and read in this visit is kept. */
	keeping: boolean
}

// [Note: who may choose] Keeping goes on by itself in later visits only when the person chose it with their first
// message: the server lets nobody do that afterwards (keep-copy.ts). Chosen later, it holds for one visit. Otherwise
// whoever finds the words could switch it on, wait, and read what the person sends next.

/** What a person chose to see again, while they are on the page. */
export class KeptCopies {
	readonly #mailbox: Mailbox
	readonly #faults: number
	#records: CopyRecord[]
	#keeping: boolean

	constructor(mailbox: Mailbox, opened: readonly OpenedCopy[]) {
		this.#mailbox = mailbox
		this.#records = opened.flatMap(({ record }) => (record === null ? [] : [record]))
		this.#faults = opened.length - this.#records.length
		this.#keeping = opened.some(({ first, record }) => first && record !== null)
	}

	get records(): readonly CopyRecord[] {
		return this.#records
	}

	get keeping(): boolean {
		return this.#keeping
	}

	view(): CopiesView {
		return { items: arrangeCopies(this.#records), faults: this.#faults, keeping: this.#keeping }
	}

	/** From now on, until the page is closed. */
	keepFromNow(): void {
		this.#keeping = true
	}

	/** @throws LineCut or Refused; nothing is kept then */
	async keep(what: Keepable, day: Day): Promise<void> {
		const { desk, keys } = this.#mailbox
		const { mailbox, proofSeed, copies } = keys
		const record: CopyRecord = { v: 1, desk, mailbox, n: nextCopy(this.#records), day, ...what }
		const bytes = await sealCopy(record, copies)
		const signature = sign(proofSeed, 'copy', sealedBytesToSign(desk, mailbox, hashOf(bytes)))
		const head = { mailbox, signature }
		const { hash } = await tryAgain(
			(signal) => sendFrames('keepCopy', [{ head, bytes }], { at: { desk }, signal }),
			{ bytes: bytes.length },
		)
		if (hash !== hashOf(bytes)) throw new LineCut('other bytes were stored')
		this.#records = [...this.#records, record]
	}

	/** Has everything removed and keeps nothing more. @throws LineCut or Refused */
	async forget(): Promise<void> {
		this.#keeping = false
		await callServer('forgetCopies', await prove(this.#mailbox), { at: { desk: this.#mailbox.desk } })
		this.#records = []
	}
}
