import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { FIRST_RULE, type NoticeRule, type NoticeWay, type QuietHours } from '#domain/notices/notice-rule.ts'
import type { Tables } from '#server/storage/schema.ts'

export async function noticeRuleOf(db: Kysely<Tables>, desk: number): Promise<NoticeRule> {
	const row = await db.selectFrom('notice_rules').where('desk', '=', desk).selectAll().executeTakeFirst()
	if (row === undefined) return FIRST_RULE
	const duty = await db
		.selectFrom('duty')
		.where('desk', '=', desk)
		.orderBy('member')
		.select('member')
		.execute()
	return {
		rhythm: row.rhythm,
		dailyMinute: row.daily_minute,
		quiet: quietOf(row),
		duty: duty.map(({ member }) => member),
	}
}

export type StoredWay = {
	way: NoticeWay
	address: string
	language: Language
	quiet: QuietHours | null
	failed: Day | null
}

/** How a member is told; null when they are not. */
export async function noticeWayOf(db: Kysely<Tables>, account: number): Promise<StoredWay | null> {
	const row = await db.selectFrom('notice_ways').where('member', '=', account).selectAll().executeTakeFirst()
	if (row === undefined) return null
	const { way, address, language, failed } = row
	return { way, address, language, quiet: quietOf(row), failed }
}

/** A member who can be told. */
export type Reached = {
	account: number
	member: string
	desk: number
	way: NoticeWay
	quiet: QuietHours | null
	noticed: number
	daily: Day
}

/** Everybody who can be told, of all desks or of one. */
export async function reachedMembers(db: Kysely<Tables>, desk: number | null): Promise<Reached[]> {
	const rows = await db
		.selectFrom('notice_ways')
		.innerJoin('members', 'members.id', 'notice_ways.member')
		.where('members.active', '=', 1)
		.$if(desk !== null, (query) => query.where('members.desk', '=', desk))
		.orderBy('members.id')
		.select([
			'members.id as account',
			'members.member',
			'members.desk',
			'notice_ways.way',
			'quiet_from',
			'quiet_to',
			'noticed',
			'daily',
		])
		.execute()
	return rows.map(({ quiet_from, quiet_to, ...row }) => ({
		...row,
		quiet: quietOf({ quiet_from, quiet_to }),
	}))
}

/** Place of the newest message of a person after a place in the desk's order; null when none came. */
export async function newestMessageAfter(
	db: Kysely<Tables>,
	desk: number,
	after: number,
): Promise<number | null> {
	const row = await db
		.selectFrom('changes')
		.where('desk', '=', desk)
		.where('order', '>', after)
		.where('kind', '=', 'message')
		.orderBy('order', 'desc')
		.limit(1)
		.select('order')
		.executeTakeFirst()
	return row?.order ?? null
}

/** Desks whose members on duty are to be called. */
export async function desksThatCall(db: Kysely<Tables>): Promise<number[]> {
	const rows = await db.selectFrom('calls').orderBy('desk').select('desk').execute()
	return rows.map(({ desk }) => desk)
}

function quietOf(row: { quiet_from: number | null; quiet_to: number | null }): QuietHours | null {
	const { quiet_from: from, quiet_to: to } = row
	return from === null || to === null ? null : { from, to }
}
