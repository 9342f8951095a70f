import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { countTowardsThread } from '#server/storage/commands/count-towards-thread.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type LaterCopy = {
	desk: number
	thread: number
	hash: Hash
	day: Day
	envelope: Uint8Array
	/** Bytes the thread may hold before the first answer. */
	mostUnanswered: number
}

/** Keeps what a person wants to see again. Repeated with the same copy it changes nothing. */
export async function storeCopy(db: Kysely<Tables>, input: LaterCopy): Promise<void> {
	const { desk, thread, hash, envelope, mostUnanswered } = input
	const size = envelope.length
	const copy = await db
		.insertInto('copies')
		.values({ thread, hash, first: 0, envelope })
		.onConflict((conflict) => conflict.columns(['thread', 'hash']).doNothing())
		.returning('id')
		.executeTakeFirst()
	if (copy === undefined) return
	const held = await countTowardsThread(db, input, size, mostUnanswered)
	if (held === null) throw new Refused('no-such-mailbox')
	const cost = costOf(size)
	await recordChanges(db, desk, [], cost, held.forLater ? cost : 0)
}
