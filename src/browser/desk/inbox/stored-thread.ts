import type { Change } from '#contract/member-endpoints.ts'
import type { Day } from '#domain/days.ts'
import type { Pin } from '#domain/roster/entry-to-expect.ts'
import type { SealedEntry } from '#vault/journal.ts'
import type { Hash } from '#vault/outside/format.ts'

/** `envelope` is null when the original was retired, or is not for this member. */
export type StoredMessage = {
	hash: Hash
	/** Place in the order in which the server stored things. */
	order: number
	day: Day
	first: boolean
	retired: boolean
	envelope: Uint8Array | null
} & Pick<Extract<Change, { kind: 'message' }>, 'keys' | 'receipt'>
export type StoredEntry = SealedEntry & { order: number }
export type StoredRing = {
	version: number
	hash: Hash
	order: number
	readers: readonly string[]
	envelope: Uint8Array
}
export type StoredDeposit = { hash: string; read: boolean }

/** What the server keeps of one thread, sealed, as it came. */
export type StoredThread = {
	thread: string
	/** Newest change the server told of. */
	order: number
	messages: StoredMessage[]
	entries: StoredEntry[]
	rings: StoredRing[]
	deposits: StoredDeposit[]
	destroyed: boolean
	/** The newest entry this member has seen before, from their own notes. */
	pin: Pin | null
}

export type StoredChange = { head: Change; bytes: Uint8Array }

export function emptyStoredThread(thread: string): StoredThread {
	return { thread, order: 0, messages: [], entries: [], rings: [], deposits: [], destroyed: false, pin: null }
}

/** Adds one change to what is known of its thread. A change seen before changes nothing. */
export function addChange(stored: StoredThread, { head, bytes }: StoredChange): void {
	stored.order = Math.max(stored.order, head.order)
	switch (head.kind) {
		case 'message': {
			if (stored.messages.some(({ hash }) => hash === head.hash)) return
			const { hash, order, day, first, superseded: retired, keys, receipt } = head
			const envelope = bytes.length === 0 ? null : bytes
			stored.messages.push({ hash, order, day, first, retired, keys, receipt, envelope })
			return
		}
		case 'entry':
			if (stored.entries.some(({ visible }) => visible.seq === head.entry.seq)) return
			stored.entries.push({ visible: head.entry, order: head.order, envelope: bytes })
			return
		case 'ring': {
			const { version, hash, order, readers } = head
			if (stored.rings.some((ring) => ring.version === version)) return
			stored.rings.push({ version, hash, order, readers, envelope: bytes })
			return
		}
		case 'deposit':
			stored.deposits = [
				...stored.deposits.filter(({ hash }) => hash !== head.hash),
				{ hash: head.hash, read: head.read },
			]
			return
		case 'destroyed':
			stored.destroyed = true
	}
}

/** Groups changes by thread, in the order of their first change. */
export function gatherThreads(frames: readonly StoredChange[]): Map<string, StoredThread> {
	const threads = new Map<string, StoredThread>()
	for (const frame of frames) {
		const stored = threads.get(frame.head.thread) ?? emptyStoredThread(frame.head.thread)
		addChange(stored, frame)
		threads.set(frame.head.thread, stored)
	}
	return threads
}
