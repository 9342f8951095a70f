import type { AnswerFrame } from '#browser/call-server.ts'
import type { SealedEntry } from '#vault/journal.ts'

export type StoredMessage = { hash: string; day: string; first: boolean; envelope: Uint8Array }
export type StoredRing = { version: number; hash: string; envelope: Uint8Array }
export type StoredDeposit = { hash: string; read: boolean }

/** What the server keeps of one thread, sealed, as it came. */
export type StoredThread = {
	thread: string
	messages: StoredMessage[]
	entries: SealedEntry[]
	rings: StoredRing[]
	deposits: StoredDeposit[]
	destroyed: boolean
}

export function emptyStoredThread(thread: string): StoredThread {
	return { thread, messages: [], entries: [], rings: [], deposits: [], destroyed: false }
}

/** Adds one change to what is known of its thread. A change seen before changes nothing. */
export function addChange(stored: StoredThread, { head, bytes }: AnswerFrame<'changes'>): void {
	switch (head.kind) {
		case 'message':
			if (stored.messages.some(({ hash }) => hash === head.hash)) return
			stored.messages.push({ hash: head.hash, day: head.day, first: head.first, envelope: bytes })
			return
		case 'entry':
			if (stored.entries.some(({ visible }) => visible.seq === head.entry.seq)) return
			stored.entries.push({ visible: head.entry, envelope: bytes })
			return
		case 'ring':
			if (stored.rings.some(({ version }) => version === head.version)) return
			stored.rings.push({ version: head.version, hash: head.hash, envelope: bytes })
			return
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
export function gatherThreads(frames: readonly AnswerFrame<'changes'>[]): Map<string, StoredThread> {
	const threads = new Map<string, StoredThread>()
	for (const frame of frames) {
		const stored = threads.get(frame.head.thread) ?? emptyStoredThread(frame.head.thread)
		addChange(stored, frame)
		threads.set(frame.head.thread, stored)
	}
	return threads
}
