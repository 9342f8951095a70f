import { type Kysely, sql } from 'kysely'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'

export type ForgottenCopies = { desk: number; thread: number }

/** Removes everything a person kept to see again. @returns how many copies there were. */
export async function forgetCopies(db: Kysely<Tables>, { desk, thread }: ForgottenCopies): Promise<number> {
	const removed = await db
		.deleteFrom('copies')
		.where('thread', '=', thread)
		.returning(sql<number>`octet_length(envelope)`.as('size'))
		.execute()
	if (removed.length === 0) return 0
	const sizes = removed.map(({ size }) => size)
	await db
		.updateTable('threads')
		.set((set) => ({ bytes: set('bytes', '-', sumOf(sizes)) }))
		.where('id', '=', thread)
		.execute()
	await recordChanges(db, desk, [], -sumOf(sizes.map(costOf)))
	return removed.length
}

function sumOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0)
}
