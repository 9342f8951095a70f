import type { Kysely } from 'kysely'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type Retired = { desk: number; thread: number; hashes: readonly Hash[] }

/** Removes the originals of messages that the journal holds. @returns how many were removed now. */
export async function retireMessages(db: Kysely<Tables>, input: Retired): Promise<number> {
	const { desk, thread, hashes } = input
	const retired = await db
		.updateTable('messages')
		.set({ envelope: null })
		.where('thread', '=', thread)
		.where('hash', 'in', hashes)
		.where('envelope', 'is not', null)
		.returning('size')
		.execute()
	await recordChanges(db, desk, [], -retired.reduce((sum, { size }) => sum + costOf(size), 0))
	return retired.length
}
