import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { JobKind, Tables } from '#server/storage/schema.ts'

export type NewNotice = {
	account: number
	kind: 'news' | 'daily'
	/** Place in the desk's order up to which the notice tells. */
	upTo: number
	day: Day
	messageId: string
}

/**
 * Notes that a member is told, and leaves the notice to be sent, in one step: whoever is killed afterwards has missed
 * nobody. A second server that decides the same at the same time changes nothing.
 */
export async function queueNotice(db: Kysely<Tables>, input: NewNotice): Promise<void> {
	const { account, kind, upTo, day, messageId } = input
	const told = await db
		.updateTable('notice_ways')
		.set(kind === 'daily' ? { noticed: upTo, daily: day } : { noticed: upTo })
		.where('member', '=', account)
		.where((where) => (kind === 'daily' ? where('daily', '<', day) : where('noticed', '<', upTo)))
		.returning('member')
		.executeTakeFirst()
	if (told !== undefined) await queue(db, { account, kind, messageId })
}

/** Keeps that somebody asked, not who, nor with which message. */
export async function askForCall(db: Kysely<Tables>, desk: number): Promise<void> {
	await db
		.insertInto('calls')
		.values({ desk })
		.onConflict((conflict) => conflict.doNothing())
		.execute()
}

/** Calls members and forgets that somebody asked for it. A second server that does the same calls nobody. */
export async function queueCalls(
	db: Kysely<Tables>,
	{ desk, calls }: { desk: number; calls: readonly { account: number; messageId: string }[] },
): Promise<void> {
	const asked = await db.deleteFrom('calls').where('desk', '=', desk).returning('desk').executeTakeFirst()
	if (asked === undefined) return
	for (const call of calls) await queue(db, { ...call, kind: 'call' })
}

/** One that still waits to be sent says the same. */
async function queue(
	db: Kysely<Tables>,
	{ account, kind, messageId }: { account: number; kind: JobKind; messageId: string },
): Promise<void> {
	await db
		.insertInto('jobs')
		.values({ member: account, kind, message_id: messageId, not_before: 0, tries: 0 })
		.onConflict((conflict) => conflict.columns(['member', 'kind']).doNothing())
		.execute()
}
