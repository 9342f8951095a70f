import { type Kysely, sql } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

// Texts on their way to an interpreter and back. One row holds first the text, then the translation in its place.

export type NewParcel = {
	desk: number
	thread: number
	parcel: string
	/** Id of the interpreter. */
	member: string
	day: Day
	hash: Hash
	envelope: Uint8Array
	/** Parcels of one thread that may be under way. */
	most: number
}

/** Leaves a text for an interpreter; one that lies there under this name stays as it is. */
export async function putParcel(db: Kysely<Tables>, input: NewParcel): Promise<void> {
	const { most, ...row } = input
	if ((await holdThread(db, row.thread)) === null) throw new Refused('not-found')
	const added = await db
		.insertInto('parcels')
		.values({ ...row, returned: 0 })
		.onConflict((conflict) => conflict.columns(['desk', 'parcel']).doNothing())
		.returning('id')
		.executeTakeFirst()
	const there = await db.selectFrom('parcels').where('thread', '=', row.thread).select('parcel').execute()
	if (!there.some(({ parcel }) => parcel === row.parcel)) throw new Refused('not-found')
	if (added === undefined) return
	if (there.length > most) throw new Refused('thread-full')
	await recordChanges(db, row.desk, [], costOf(row.envelope.length))
}

export type ReturnedParcel = Pick<NewParcel, 'desk' | 'parcel' | 'member' | 'hash' | 'envelope'>

/** Puts the translation in the place of the text, which is gone with this. */
export async function returnParcel(db: Kysely<Tables>, input: ReturnedParcel): Promise<void> {
	const { desk, parcel, member, hash, envelope } = input
	const waiting = await db
		.selectFrom('parcels')
		.where('desk', '=', desk)
		.where('parcel', '=', parcel)
		.where('member', '=', member)
		.select(['id', 'hash', 'returned', sql<number>`octet_length(envelope)`.as('size')])
		.executeTakeFirst()
	if (waiting === undefined) throw new Refused('not-found')
	if (waiting.returned === 1) {
		if (waiting.hash === hash) return
		throw new Refused('not-found')
	}
	const put = await db
		.updateTable('parcels')
		.set({ returned: 1, hash, envelope })
		.where('id', '=', waiting.id)
		.where('returned', '=', 0)
		.returning('id')
		.executeTakeFirst()
	if (put === undefined) throw new Refused('not-found')
	await recordChanges(db, desk, [], costOf(envelope.length) - costOf(waiting.size))
}

export async function removeParcel(
	db: Kysely<Tables>,
	{ desk, thread, parcel }: Pick<NewParcel, 'desk' | 'thread' | 'parcel'>,
): Promise<void> {
	const removed = await db
		.deleteFrom('parcels')
		.where('thread', '=', thread)
		.where('parcel', '=', parcel)
		.returning(size)
		.execute()
	await giveBack(db, desk, removed)
}

/** Removes what no interpreter sent back and was left before this day. @returns how many */
export async function endParcels(
	db: Kysely<Tables>,
	{ desk, leftBefore }: { desk: number; leftBefore: Day },
): Promise<number> {
	const removed = await db
		.deleteFrom('parcels')
		.where('desk', '=', desk)
		.where('returned', '=', 0)
		.where('day', '<', leftBefore)
		.returning(size)
		.execute()
	await giveBack(db, desk, removed)
	return removed.length
}

/** Removes what waits for a member who is one no more. */
export async function dropParcelsFor(db: Kysely<Tables>, desk: number, member: string): Promise<void> {
	const removed = await db
		.deleteFrom('parcels')
		.where('desk', '=', desk)
		.where('member', '=', member)
		.where('returned', '=', 0)
		.returning(size)
		.execute()
	await giveBack(db, desk, removed)
}

const size = sql<number>`octet_length(envelope)`.as('size')

async function giveBack(db: Kysely<Tables>, desk: number, rows: readonly { size: number }[]): Promise<void> {
	if (rows.length === 0) return
	const space = rows.reduce((sum, row) => sum + costOf(row.size), 0)
	await recordChanges(db, desk, [], -space)
}
