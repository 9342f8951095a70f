import type { Kysely } from 'kysely'
import type { ChangeKind, Tables } from '#server/storage/schema.ts'

export type StoredThing = { kind: ChangeKind; thread: number; item: number }

/**
 * Gives things the next places in the desk's order and counts the space they take (negative: give back). On
 * PostgreSQL the row of the counter is held until the transaction ends, so that places become visible in their order
 * and nobody who reads "after 7" can miss a 6 that is committed late. For the same reason it comes last in a command.
 */
export async function recordChanges(
	db: Kysely<Tables>,
	desk: number,
	things: readonly StoredThing[],
	cost: number,
): Promise<void> {
	const { newest } = await db
		.updateTable('feeds')
		.set((set) => ({ newest: set('newest', '+', things.length), bytes: set('bytes', '+', cost) }))
		.where('desk', '=', desk)
		.returning('newest')
		.executeTakeFirstOrThrow()
	const first = newest - things.length + 1
	if (things.length > 0)
		await db
			.insertInto('changes')
			.values(things.map((thing, at) => ({ desk, order: first + at, ...thing })))
			.execute()
}
