import type { Kysely } from 'kysely'
import { addDays, type Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Begins a session that lasts until the end of the next day, and forgets those that are over. */
export async function openSession(
	db: Kysely<Tables>,
	{ token, account, day }: { token: Hash; account: number; day: Day },
): Promise<void> {
	await db.deleteFrom('sessions').where('until', '<', day).execute()
	await db
		.insertInto('sessions')
		.values({ token, member: account, until: addDays(day, 1) })
		.execute()
}

/** Whoever is signed in elsewhere as this member has to enter again. */
export async function endOtherSessions(
	db: Kysely<Tables>,
	{ account, token }: { account: number; token: Hash },
): Promise<void> {
	await db.deleteFrom('sessions').where('member', '=', account).where('token', '!=', token).execute()
}

export async function endSession(db: Kysely<Tables>, { token }: { token: Hash }): Promise<void> {
	await db.deleteFrom('sessions').where('token', '=', token).execute()
}
