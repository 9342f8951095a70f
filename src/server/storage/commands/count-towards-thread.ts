import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'

const addBytes = writtenOnce((db, the: Place<{ thread: number; size: number; day: Day }>) =>
	db
		.updateTable('threads')
		.set((set) => ({ bytes: set('bytes', '+', the('size')), moved: the('day') }))
		.where('id', '=', the('thread'))
		.where('destroyed', 'is', null)
		.returning(['bytes', 'answered', 'kept']),
)

/**
 * Counts bytes a person sent today towards what a thread may hold before the team's first answer.
 * @returns whether the thread is only kept for later; null when it was destroyed meanwhile.
 * @throws Refused `thread-full`.
 */
export async function countTowardsThread(
	db: Kysely<Tables>,
	{ thread, day }: { thread: number; day: Day },
	size: number,
	mostUnanswered: number,
): Promise<{ forLater: boolean } | null> {
	const [held] = await addBytes(db, { thread, size, day })
	if (held === undefined) return null
	if (held.answered === 0 && held.bytes > mostUnanswered) throw new Refused('thread-full')
	return { forLater: held.kept !== null }
}
