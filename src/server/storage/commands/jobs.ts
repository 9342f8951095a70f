import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import type { NoticeWay } from '#domain/notices/notice-rule.ts'
import type { JobKind, Tables } from '#server/storage/schema.ts'

// [Note: jobs] A job is taken by moving the minute before which nobody else may take it. Only one server succeeds in
// that; if it is killed before it ends the job, another takes it when the minute has come and sends the same message
// under the same id. Minutes are counted from 1970.

export type Job = {
	id: number
	account: number
	kind: JobKind
	messageId: string
	/** How often it was taken, this time included. */
	tries: number
	way: NoticeWay
	address: string
	secret: string | null
	language: Language
}

/** Takes the oldest job that is due, until the minute `until`. @returns null when none is due. */
export async function claimJob(
	db: Kysely<Tables>,
	{ now, until }: { now: number; until: number },
): Promise<Job | null> {
	const claimed = await db
		.updateTable('jobs')
		.set((set) => ({ not_before: until, tries: set('tries', '+', 1) }))
		.where('id', '=', (where) =>
			where.selectFrom('jobs').where('not_before', '<=', now).orderBy('id').limit(1).select('id'),
		)
		// On PostgreSQL a second server waits here for the first, and then finds the job taken.
		.where('not_before', '<=', now)
		.returning(['id', 'member as account', 'kind', 'message_id as messageId', 'tries'])
		.executeTakeFirst()
	if (claimed === undefined) return null
	const way = await db
		.selectFrom('notice_ways')
		.where('member', '=', claimed.account)
		.select(['way', 'address', 'secret', 'language'])
		.executeTakeFirstOrThrow()
	return { ...claimed, ...way }
}

/** It was sent. */
export async function endJob(
	db: Kysely<Tables>,
	{ id, account }: { id: number; account: number },
): Promise<void> {
	await db.deleteFrom('jobs').where('id', '=', id).execute()
	await db.updateTable('notice_ways').set({ failed: null }).where('member', '=', account).execute()
}

/** It could not be sent now: nobody takes it before the minute. */
export async function postponeJob(
	db: Kysely<Tables>,
	{ id, until }: { id: number; until: number },
): Promise<void> {
	await db.updateTable('jobs').set({ not_before: until }).where('id', '=', id).execute()
}

/** The other side will never take it. The member sees so on their page. */
export async function dropJob(
	db: Kysely<Tables>,
	{ id, account, day }: { id: number; account: number; day: Day },
): Promise<void> {
	await db.deleteFrom('jobs').where('id', '=', id).execute()
	await db.updateTable('notice_ways').set({ failed: day }).where('member', '=', account).execute()
}
