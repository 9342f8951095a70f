import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import type { Tables } from '#server/storage/schema.ts'

/** Begins to count what becomes of a desk's threads; goes on where it was begun before. */
export async function beginClosing(db: Kysely<Tables>, desk: number): Promise<void> {
	await db
		.insertInto('closings')
		.values({ desk })
		.onConflict((conflict) => conflict.column('desk').doNothing())
		.execute()
}

/** The team takes messages again. */
export async function giveUpClosing(db: Kysely<Tables>, desk: number): Promise<void> {
	await db.deleteFrom('closings').where('desk', '=', desk).execute()
}

/**
 * Ends a desk in which nothing is left: where its members were told of what came is forgotten with it.
 * @throws Refused when a thread is left, or the numbers are not those counted here
 */
export async function endDesk(db: Kysely<Tables>, desk: number, signed: ClosedCounts): Promise<void> {
	const left = await db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.where('destroyed', 'is', null)
		.where('kept', 'is', null)
		.select('id')
		.limit(1)
		.executeTakeFirst()
	if (left !== undefined) throw new Refused('roster-refuses', 'threads-remain')
	const counted = await db
		.selectFrom('closings')
		.where('desk', '=', desk)
		.select(['destroyed', 'told', 'collected', 'handed_over as handedOver'])
		.executeTakeFirst()
	const names = ['destroyed', 'told', 'collected', 'handedOver'] as const
	if (counted === undefined || names.some((name) => counted[name] !== signed[name]))
		throw new Refused('roster-refuses', 'counts-differ')
	const members = db.selectFrom('members').where('desk', '=', desk).select('id')
	await db.deleteFrom('notice_ways').where('member', 'in', members).execute()
	await db.deleteFrom('jobs').where('member', 'in', members).execute()
	await db.deleteFrom('calls').where('desk', '=', desk).execute()
}

/** What a member says of a thread that a closing destroys. */
export type EndedAs = 'told' | 'handed-over' | null

/** Counts a thread that is about to be destroyed, if its desk is closing. */
export async function countEnded(
	db: Kysely<Tables>,
	desk: number,
	{ as, collected }: { as: EndedAs; collected: boolean },
): Promise<void> {
	const told = as === null ? 0 : 1
	await db
		.updateTable('closings')
		.set((set) => ({
			destroyed: set('destroyed', '+', 1),
			told: set('told', '+', told),
			collected: set('collected', '+', collected ? told : 0),
			handed_over: set('handed_over', '+', as === 'handed-over' ? 1 : 0),
		}))
		.where('desk', '=', desk)
		.execute()
}
