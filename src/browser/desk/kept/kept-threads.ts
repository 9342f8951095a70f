import { DeviceKeepsNothing, type DeviceStore } from '#browser/desk/kept/device-store.ts'
import {
	type KeptKeys,
	keptKeys,
	type KeptThread,
	openKept,
	sealKept,
} from '#browser/desk/kept/kept-record.ts'
import type { ReaderKeys } from '#browser/desk/inbox/reader.ts'
import { emptyStoredThread, type StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { entryToExpect, type Pin } from '#domain/roster/entry-to-expect.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { entryHash } from '#vault/outside/chain.ts'

/** Sealed bytes a device keeps of one member's threads; beyond that only the pins of the oldest. */
export const ROOM_ON_DEVICE = 64 * 1024 * 1024

/** What this device keeps for a member, so that what a server loses can be noticed and brought back. */
export class KeptThreads {
	readonly #roster: Roster
	readonly #keys: KeptKeys
	readonly #device: DeviceStore
	readonly #room: number
	readonly #threads = new Map<string, KeptThread>()
	/** One write after the other, so that the newest state of a thread is the one that stays. */
	#writing: Promise<void> = Promise.resolve()

	constructor({ secret, roster }: ReaderKeys, device: DeviceStore, room: number = ROOM_ON_DEVICE) {
		this.#roster = roster
		this.#keys = keptKeys(secret, roster.desk)
		this.#device = device
		this.#room = room
	}

	/** Reads what is kept. A device that keeps nothing is as if nothing had been kept. */
	async load(): Promise<void> {
		await tolerating(async () => {
			for (const record of await this.#device.readAll(this.#keys.prefix)) {
				const kept = await openKept(record, this.#keys)
				if (kept !== null) this.#threads.set(kept.stored.thread, kept)
			}
		})
	}

	all(): KeptThread[] {
		return [...this.#threads.values()]
	}

	pinOf(thread: string): Pin | null {
		return this.#threads.get(thread)?.pin ?? null
	}

	/** Keeps threads as the server shows them, but for those it shows shorter than they were. */
	note(threads: readonly StoredThread[]): Promise<void> {
		const work = this.#writing.then(() =>
			tolerating(async () => {
				for (const stored of threads) await this.#note(stored)
				await this.#makeRoom()
			}),
		)
		this.#writing = work
		return work
	}

	/** Forgets threads that were destroyed, or that are as the team accepted them. */
	forget(threads: readonly string[]): Promise<void> {
		for (const thread of threads) this.#threads.delete(thread)
		const names = threads.map((thread) => this.#keys.nameOf(thread))
		const work = this.#writing.then(() => tolerating(() => this.#device.remove(names)))
		this.#writing = work
		return work
	}

	async #note(stored: StoredThread): Promise<void> {
		const known = this.#threads.get(stored.thread)
		if (stored.destroyed || (known !== undefined && isShorter(stored, known, this.#roster))) return
		const newest = newestOf(stored)
		const pin = newest === null ? null : { ...newest, roster: this.#roster.seq }
		await this.#put({ pin, roster: this.#roster.seq, stored })
	}

	async #put(kept: Omit<KeptThread, 'size'>): Promise<void> {
		const { thread } = kept.stored
		const record = await sealKept(kept, this.#keys)
		this.#threads.set(thread, { ...kept, size: record.length })
		await this.#device.put(this.#keys.nameOf(thread), record)
	}

	/** Lets go of the contents of what has rested longest; their pins stay. */
	async #makeRoom(): Promise<void> {
		let used = this.all().reduce((sum, { size }) => sum + size, 0)
		if (used <= this.#room) return
		const oldestFirst = this.all()
			.filter(({ stored }) => stored.messages.length > 0)
			.sort((one, other) => one.stored.order - other.stored.order)
		for (const { stored, size, ...known } of oldestFirst) {
			if (used <= this.#room) return
			await this.#put({ ...known, stored: { ...emptyStoredThread(stored.thread), order: stored.order } })
			used -= size
		}
	}
}

/** The newest entry of a thread as its visible part shows it; clients check the chain where they read. */
export function newestOf({ entries }: StoredThread): { seq: number; hash: string } | null {
	const newest = entries.reduce<(typeof entries)[number] | null>(
		(found, entry) => (found === null || entry.visible.seq > found.visible.seq ? entry : found),
		null,
	)
	return newest === null ? null : { seq: newest.visible.seq, hash: entryHash(newest.visible) }
}

/** Whether the server shows less of a thread than was kept, and the team has not accepted that. */
function isShorter(stored: StoredThread, kept: KeptThread, roster: Roster): boolean {
	const expected = entryToExpect(roster, stored.thread, kept.pin)
	const entry = stored.entries.find(({ visible }) => visible.seq === expected?.seq)
	if (expected !== null && (entry === undefined || entryHash(entry.visible) !== expected.hash)) return true
	if (isAccepted(kept, roster)) return false
	return kept.stored.messages.some(({ hash }) => stored.messages.every((message) => message.hash !== hash))
}

/** Whether the team accepted, after this was kept, that something of the thread is lost. */
export function isAccepted({ roster: noted, stored }: KeptThread, { gaps }: Roster): boolean {
	return gaps.some(({ thread, roster }) => thread === stored.thread && roster > noted)
}

async function tolerating(work: () => Promise<void>): Promise<void> {
	try {
		await work()
	} catch (error) {
		if (!(error instanceof DeviceKeepsNothing)) throw error
	}
}
