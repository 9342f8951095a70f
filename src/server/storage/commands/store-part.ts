import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { countTowardsThread } from '#server/storage/commands/count-towards-thread.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'
import type { Hash } from '#vault/outside/format.ts'

export type FilePart = {
	desk: number
	thread: number
	file: string
	part: number
	parts: number
	hash: Hash
	day: Day
	bytes: Uint8Array
	/** Bytes the thread may hold before the first answer. */
	mostUnanswered: number
}

const insertPart = writtenOnce((db, the: Place<FilePart>) =>
	db
		.insertInto('file_parts')
		.values({
			thread: the('thread'),
			file: the('file'),
			part: the('part'),
			parts: the('parts'),
			hash: the('hash'),
			bytes: the('bytes'),
		})
		.onConflict((conflict) => conflict.columns(['thread', 'file', 'part']).doNothing())
		.returning('id'),
)

/** Stores a part of a file. The same part again changes nothing; other bytes for its place are refused. */
export async function storePart(db: Kysely<Tables>, input: FilePart): Promise<void> {
	const { desk, bytes, mostUnanswered } = input
	const [stored] = await insertPart(db, input)
	if (await contradicts(db, input)) throw new Refused('file-conflict')
	if (stored === undefined) return
	const held = await countTowardsThread(db, input, bytes.length, mostUnanswered)
	if (held === null) throw new Refused('no-such-mailbox')
	const cost = costOf(bytes.length)
	await recordChanges(db, desk, [], cost, held.forLater ? cost : 0)
}

async function contradicts(db: Kysely<Tables>, input: FilePart): Promise<boolean> {
	const other = await db
		.selectFrom('file_parts')
		.where('thread', '=', input.thread)
		.where('file', '=', input.file)
		.where((where) =>
			where.or([
				where('parts', '!=', input.parts),
				where.and([where('part', '=', input.part), where('hash', '!=', input.hash)]),
			]),
		)
		.select('id')
		.limit(1)
		.executeTakeFirst()
	return other !== undefined
}
