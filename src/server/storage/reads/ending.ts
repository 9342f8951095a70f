import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Reader } from '#server/storage/reads/feed.ts'
import type { Tables } from '#server/storage/schema.ts'

/** Threads of a desk that nobody holds and in which nothing has happened on this day or after it. */
export async function threadsMovedBefore(db: Kysely<Tables>, desk: number, day: Day): Promise<number[]> {
	const rows = await movedFrom(db, desk, day).select('id').execute()
	return rows.map(({ id }) => id)
}

/** Those of them a member reads: sealed to them, or not opened by anybody and they open what comes in. */
export async function readThreadsMovedBefore(
	db: Kysely<Tables>,
	reader: Reader,
	day: Day,
): Promise<{ mailbox: string; moved: Day }[]> {
	const rows = await movedFrom(db, reader.desk, day)
		.where((where) =>
			where.or([
				where.and([where.val(reader.triage ? 1 : 0).$castTo<boolean>(), where('threads.ring', 'is', null)]),
				where.exists(
					where
						.selectFrom('readers')
						.whereRef('readers.thread', '=', 'threads.id')
						.whereRef('readers.version', '=', 'threads.ring')
						.where('readers.member', '=', reader.member)
						.select('readers.member'),
				),
			]),
		)
		.select(['mailbox', 'moved'])
		.$narrowType<{ moved: Day }>()
		.orderBy('moved')
		.execute()
	return rows
}

function movedFrom(db: Kysely<Tables>, desk: number, day: Day) {
	return db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.where('moved', '<', day)
		.where('held', '=', 0)
		.where('destroyed', 'is', null)
		.where('kept', 'is', null)
}
