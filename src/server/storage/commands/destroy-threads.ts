import { type Kysely, type Selectable, sql } from 'kysely'
import { drawerBucketOf } from '#contract/drawer-bucket.ts'
import type { Day } from '#domain/days.ts'
import { countEnded, type EndedAs } from '#server/storage/commands/close-desk.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'

export type Destroy = {
	desk: number
	threads: readonly number[]
	day: Day
	/** `collected`: only if the person has collected everything that was left for them. */
	which: 'any' | 'unopened' | 'collected' | Over
	/** What a member says of them while the team closes. */
	as?: EndedAs
}

/** Threads nobody holds in which nothing has happened on this day or after it. */
export type Over = { movedBefore: Day }

/**
 * Removes everything of threads but the mailbox and the day, and empties the drawer segments that hold digests of
 * them. A segment's generation grows, so that a client that still holds the digest cannot put it back.
 * @returns how many threads were destroyed now.
 */
export async function destroyThreads(db: Kysely<Tables>, input: Destroy): Promise<number> {
	let destroyed = 0
	for (const thread of input.threads) {
		const held = await holdThread(db, thread)
		if (held?.desk !== input.desk) continue
		const collected = await isCollected(db, thread)
		if (!isMeant(held, input.which, collected)) continue
		if (held.destroyed === null && held.kept === null)
			await countEnded(db, input.desk, { as: input.as ?? null, collected })
		const contents = await removeContents(db, thread)
		const digests = await emptyDrawers(db, input.desk, drawerBucketOf(held.mailbox))
		await db
			.updateTable('threads')
			.set({
				proof_key: null,
				deposit_key: null,
				bytes: 0,
				opened: null,
				answered: 0,
				head: null,
				ring: null,
				moved: null,
				held: 0,
				destroyed: input.day,
			})
			.where('id', '=', thread)
			.execute()
		await recordChanges(db, input.desk, [{ kind: 'destroyed', thread, item: thread }], -contents - digests)
		destroyed += 1
	}
	return destroyed
}

/** Asked of the thread as it is held here: it may have moved since somebody chose it. */
function isMeant(
	{ head, moved, held }: Selectable<Tables['threads']>,
	which: Destroy['which'],
	collected: boolean,
): boolean {
	if (which === 'any') return true
	if (which === 'collected') return collected
	if (which === 'unopened') return head === null
	return held === 0 && moved !== null && moved < which.movedBefore
}

/** Whether something was left for the person and nothing of it waits. */
async function isCollected(db: Kysely<Tables>, thread: number): Promise<boolean> {
	const { left, waiting } = await db
		.selectFrom('deposits')
		.where('thread', '=', thread)
		.select((select) => [
			select.fn.countAll<number>().as('left'),
			select.fn.count<number>('envelope').as('waiting'),
		])
		.executeTakeFirstOrThrow()
	return left > 0 && waiting === 0
}

/** @returns the space given back. */
async function removeContents(db: Kysely<Tables>, thread: number): Promise<number> {
	const size = sql<number | null>`octet_length(envelope)`.as('size')
	const removed = [
		await db.deleteFrom('messages').where('thread', '=', thread).returning(size).execute(),
		await db.deleteFrom('deposits').where('thread', '=', thread).returning(size).execute(),
		await db.deleteFrom('entries').where('thread', '=', thread).returning(size).execute(),
		await db.deleteFrom('copies').where('thread', '=', thread).returning(size).execute(),
		await db.deleteFrom('parcels').where('thread', '=', thread).returning(size).execute(),
		await db.deleteFrom('rings').where('thread', '=', thread).returning(size).execute(),
		await db
			.deleteFrom('file_parts')
			.where('thread', '=', thread)
			.returning(sql<number>`octet_length(bytes)`.as('size'))
			.execute(),
	].flat()
	await db.deleteFrom('readers').where('thread', '=', thread).execute()
	await db.deleteFrom('changes').where('thread', '=', thread).execute()
	return removed.reduce((sum, row) => sum + (row.size === null ? 0 : costOf(row.size)), 0)
}

/** @returns the space given back. */
async function emptyDrawers(db: Kysely<Tables>, desk: number, bucket: number): Promise<number> {
	const segments = await db
		.selectFrom('drawer')
		.innerJoin('members', 'members.id', 'drawer.member')
		.where('members.desk', '=', desk)
		.where('drawer.bucket', '=', bucket)
		.select(['drawer.id', sql<number>`octet_length(drawer.bytes)`.as('size')])
		.execute()
	const filled = segments.filter(({ size }) => size > 0)
	if (filled.length === 0) return 0
	await db
		.updateTable('drawer')
		.set((set) => ({ bytes: new Uint8Array(), generation: set('generation', '+', 1) }))
		.where(
			'id',
			'in',
			filled.map(({ id }) => id),
		)
		.execute()
	return filled.reduce((sum, { size }) => sum + costOf(size), 0)
}
