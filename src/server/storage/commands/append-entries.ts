import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { recordChanges, type StoredThing } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { VisibleEntry } from '#vault/outside/chain.ts'
import type { Hash } from '#vault/outside/format.ts'

/** `hold`: whether the thread is kept longer from this entry on; null when it does not speak of that. */
export type NewEntry = { visible: VisibleEntry; envelope: Uint8Array; hold: boolean | null }
export type NewRing = { version: number; hash: Hash; readers: readonly string[]; envelope: Uint8Array }

export type Append = {
	desk: number
	thread: number
	/** The journal and ring the entries were judged on. */
	head: number | null
	ring: number | null
	day: Day
	entries: readonly NewEntry[]
	newRing: NewRing | null
}

/** Adds entries, and the ring they speak of, to a journal that nobody else has continued meanwhile. */
export async function appendEntries(db: Kysely<Tables>, input: Append): Promise<void> {
	const { desk, thread, day, entries, newRing } = input
	const held = await holdThread(db, thread)
	if (held === null) throw new Refused('not-found')
	if (held.head !== input.head || held.ring !== input.ring) throw new Refused('not-the-next-entry')
	const things: StoredThing[] = []
	// The ring comes first in the order: who reads along needs it to open the entries.
	if (newRing !== null) things.push(await storeRing(db, thread, newRing))
	for (const entry of entries) things.push(await storeEntry(db, thread, entry))
	await db
		.updateTable('threads')
		.set({
			head: entries.at(-1)?.visible.seq ?? held.head,
			ring: newRing?.version ?? held.ring,
			opened: held.opened ?? day,
			moved: day,
			held: holdAfter(entries, held.held),
		})
		.where('id', '=', thread)
		.execute()
	const sizes = [...entries, ...(newRing === null ? [] : [newRing])].map(({ envelope }) => envelope.length)
	await recordChanges(
		db,
		desk,
		things,
		sizes.reduce((sum, size) => sum + costOf(size), 0),
	)
}

function holdAfter(entries: readonly NewEntry[], before: number): number {
	const last = entries.findLast(({ hold }) => hold !== null)?.hold
	return last == null ? before : Number(last)
}

async function storeEntry(db: Kysely<Tables>, thread: number, entry: NewEntry): Promise<StoredThing> {
	const { seq, prev, envelope: hash, roster, author, signature } = entry.visible
	const { id } = await db
		.insertInto('entries')
		.values({ thread, seq, prev, hash, roster, author, signature, envelope: entry.envelope })
		.returning('id')
		.executeTakeFirstOrThrow()
	return { kind: 'entry', thread, item: id }
}

async function storeRing(db: Kysely<Tables>, thread: number, ring: NewRing): Promise<StoredThing> {
	const { version, hash, readers, envelope } = ring
	const { id } = await db
		.insertInto('rings')
		.values({ thread, version, hash, envelope })
		.returning('id')
		.executeTakeFirstOrThrow()
	await db
		.insertInto('readers')
		.values(readers.map((member) => ({ thread, version, member })))
		.execute()
	return { kind: 'ring', thread, item: id }
}
