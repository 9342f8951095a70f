import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type Deposit = {
	desk: number
	thread: number
	hash: Hash
	day: Day
	envelope: Uint8Array
	/** Bytes that may wait in one mailbox. */
	mostWaiting: number
}

/**
 * Leaves an answer in a mailbox; repeated, also after it was read, it changes nothing. The person can make the same
 * signature, so a mailbox takes answers only once the team's journal speaks of the thread, and not without end.
 */
export async function storeDeposit(db: Kysely<Tables>, input: Deposit): Promise<void> {
	const { desk, thread, hash, day, envelope, mostWaiting } = input
	const size = envelope.length
	const held = await holdThread(db, thread)
	if (held?.head == null) throw new Refused('no-such-mailbox')
	const deposit = await db
		.insertInto('deposits')
		.values({ thread, hash, day, size, envelope })
		.onConflict((conflict) => conflict.columns(['thread', 'hash']).doNothing())
		.returning('id')
		.executeTakeFirst()
	if (deposit === undefined) return
	if ((await waiting(db, thread)) > mostWaiting) throw new Refused('thread-full')
	// The first entry only opens the thread: an answer needs one more.
	const answered = held.head > 0 ? 1 : held.answered
	await db.updateTable('threads').set({ answered, moved: day }).where('id', '=', thread).execute()
	await recordChanges(db, desk, [{ kind: 'deposit', thread, item: deposit.id }], costOf(size))
}

async function waiting(db: Kysely<Tables>, thread: number): Promise<number> {
	const { bytes } = await db
		.selectFrom('deposits')
		.where('thread', '=', thread)
		.where('envelope', 'is not', null)
		.select((select) => select.fn.sum<number>('size').as('bytes'))
		.executeTakeFirstOrThrow()
	return bytes
}
