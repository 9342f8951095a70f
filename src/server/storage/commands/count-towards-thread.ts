import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Tables } from '#server/storage/schema.ts'

/**
 * Counts bytes a person sent towards what a thread may hold before the team's first answer.
 * @returns false when the thread was destroyed meanwhile.
 * @throws Refused `thread-full`.
 */
export async function countTowardsThread(
	db: Kysely<Tables>,
	thread: number,
	size: number,
	mostUnanswered: number,
): Promise<boolean> {
	const held = await db
		.updateTable('threads')
		.set((set) => ({ bytes: set('bytes', '+', size) }))
		.where('id', '=', thread)
		.where('destroyed', 'is', null)
		.returning(['bytes', 'answered'])
		.executeTakeFirst()
	if (held === undefined) return false
	if (held.answered === 0 && held.bytes > mostUnanswered) throw new Refused('thread-full')
	return true
}
