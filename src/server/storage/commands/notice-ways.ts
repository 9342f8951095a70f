import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import type { NoticeRule, NoticeWay, QuietHours } from '#domain/notices/notice-rule.ts'
import type { Tables } from '#server/storage/schema.ts'

export async function putNoticeRule(
	db: Kysely<Tables>,
	{ desk, rule }: { desk: number; rule: NoticeRule },
): Promise<void> {
	const columns = { rhythm: rule.rhythm, daily_minute: rule.dailyMinute, ...columnsOf(rule.quiet) }
	await db
		.insertInto('notice_rules')
		.values({ desk, ...columns })
		.onConflict((conflict) => conflict.column('desk').doUpdateSet(columns))
		.execute()
	await db.deleteFrom('duty').where('desk', '=', desk).execute()
	const duty = rule.duty.map((member) => ({ desk, member }))
	if (duty.length > 0) await db.insertInto('duty').values(duty).execute()
}

export type NewNoticeWay = {
	account: number
	desk: number
	way: NoticeWay
	address: string
	/** Key of the HMAC, for a webhook. */
	secret: string | null
	language: Language
	quiet: QuietHours | null
	day: Day
	/** Of a first notice, which shows the member that the way works. */
	messageId: string
}

/** Replaces the way a member is told, and sends a first notice on it. What came before today is not told again. */
export async function putNoticeWay(db: Kysely<Tables>, input: NewNoticeWay): Promise<void> {
	const { account, way, address, secret, language, messageId } = input
	const { newest } = await db
		.selectFrom('feeds')
		.where('desk', '=', input.desk)
		.select('newest')
		.executeTakeFirstOrThrow()
	const columns = {
		way,
		address,
		secret,
		language,
		...columnsOf(input.quiet),
		noticed: newest,
		daily: input.day,
		failed: null,
	}
	await db
		.insertInto('notice_ways')
		.values({ member: account, ...columns })
		.onConflict((conflict) => conflict.column('member').doUpdateSet(columns))
		.execute()
	await db.deleteFrom('jobs').where('member', '=', account).execute()
	await db
		.insertInto('jobs')
		.values({ member: account, kind: 'news', message_id: messageId, not_before: 0, tries: 0 })
		.execute()
}

export async function removeNoticeWay(db: Kysely<Tables>, { account }: { account: number }): Promise<void> {
	await db.deleteFrom('jobs').where('member', '=', account).execute()
	await db.deleteFrom('notice_ways').where('member', '=', account).execute()
}

function columnsOf(quiet: QuietHours | null) {
	return { quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null }
}
