import type { Kysely } from 'kysely'
import type { ChangeKind, Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'

export type StoredThing = { kind: ChangeKind; thread: number; item: number }

const takePlaces = writtenOnce(
	(db, the: Place<{ desk: number; places: number; cost: number; kept: number }>) =>
		db
			.updateTable('feeds')
			.set((set) => ({
				newest: set('newest', '+', the('places')),
				bytes: set('bytes', '+', the('cost')),
				kept: set('kept', '+', the('kept')),
			}))
			.where('desk', '=', the('desk'))
			.returning('newest'),
)

const insertChange = writtenOnce((db, the: Place<StoredThing & { desk: number; order: number }>) =>
	db.insertInto('changes').values({
		desk: the('desk'),
		order: the('order'),
		kind: the('kind'),
		thread: the('thread'),
		item: the('item'),
	}),
)

/**
 * Gives things the next places in the desk's order and counts the space they take (negative: give back). On
 * PostgreSQL the row of the counter is held until the transaction ends, so that places become visible in their order
 * and nobody who reads "after 7" can miss a 6 that is committed late. For the same reason it comes last in a command.
 * @param kept the part of `cost` that is kept for later and not sent
 */
export async function recordChanges(
	db: Kysely<Tables>,
	desk: number,
	things: readonly StoredThing[],
	cost: number,
	kept = 0,
): Promise<void> {
	const [feed] = await takePlaces(db, { desk, places: things.length, cost, kept })
	if (feed === undefined) throw new RangeError('a desk without a feed')
	const first = feed.newest - things.length + 1
	for (const [at, thing] of things.entries()) await insertChange(db, { desk, order: first + at, ...thing })
}
