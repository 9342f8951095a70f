import type { Kysely } from 'kysely'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type ReadDeposits = { desk: number; thread: number; hashes: readonly Hash[] }

/**
 * Removes answers the person has read and moves them to the end of the order, where members see that they were read.
 * @returns how many were removed now.
 */
export async function removeReadDeposits(db: Kysely<Tables>, input: ReadDeposits): Promise<number> {
	const { desk, thread, hashes } = input
	if (hashes.length === 0) return 0
	const read = await db
		.updateTable('deposits')
		.set({ envelope: null })
		.where('thread', '=', thread)
		.where('hash', 'in', hashes)
		.where('envelope', 'is not', null)
		.returning(['id', 'size'])
		.execute()
	if (read.length === 0) return 0
	const items = read.map(({ id }) => id)
	await db
		.deleteFrom('changes')
		.where('thread', '=', thread)
		.where('kind', '=', 'deposit')
		.where('item', 'in', items)
		.execute()
	const moved = items.map((item) => ({ kind: 'deposit' as const, thread, item }))
	await recordChanges(db, desk, moved, -read.reduce((sum, { size }) => sum + costOf(size), 0))
	return read.length
}
