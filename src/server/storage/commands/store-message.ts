import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { countTowardsThread } from '#server/storage/commands/count-towards-thread.ts'
import { askForCall } from '#server/storage/commands/queue-notices.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'
import type { Hash } from '#vault/outside/format.ts'

export type FurtherMessage = {
	desk: number
	thread: number
	hash: Hash
	day: Day
	envelope: Uint8Array
	/** Bytes the thread may hold before the first answer. */
	mostUnanswered: number
	/** Whether the person says that somebody may be hurt or taken. */
	urgent?: boolean
}

const insertMessage = writtenOnce((db, the: Place<FurtherMessage & { size: number }>) =>
	db
		.insertInto('messages')
		.values({
			thread: the('thread'),
			hash: the('hash'),
			day: the('day'),
			first: 0,
			size: the('size'),
			envelope: the('envelope'),
		})
		.onConflict((conflict) => conflict.columns(['thread', 'hash']).doNothing())
		.returning('id'),
)

/** Adds a message of the person. Repeated with the same message it changes nothing. */
export async function storeMessage(db: Kysely<Tables>, input: FurtherMessage): Promise<void> {
	const { desk, thread, envelope, mostUnanswered, urgent } = input
	const size = envelope.length
	const [message] = await insertMessage(db, { ...input, size })
	if (message === undefined) return
	const held = await countTowardsThread(db, input, size, mostUnanswered)
	if (held?.forLater !== false) throw new Refused('no-such-mailbox')
	if (urgent === true) await askForCall(db, desk)
	await recordChanges(db, desk, [{ kind: 'message', thread, item: message.id }], costOf(size))
}
