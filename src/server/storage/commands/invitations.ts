import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { NewAccount, StoredText } from '#server/storage/commands/found-desk.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Keeps an invitation, and forgets those that have run out. */
export async function putInvitation(
	db: Kysely<Tables>,
	{ desk, token, day, until }: { desk: number; token: Hash; day: Day; until: Day },
): Promise<void> {
	await db.deleteFrom('invitations').where('until', '<', day).execute()
	await db.insertInto('invitations').values({ desk, token, until }).execute()
}

export type Join = {
	desk: number
	token: Hash
	day: Day
	account: NewAccount
	request: StoredText
	name: Uint8Array
}

/** Uses an invitation. The account stays closed until the roster names the member. */
export async function storeJoin(db: Kysely<Tables>, input: Join): Promise<void> {
	const { desk, token, day, account, request, name } = input
	const invitation = await db
		.updateTable('invitations')
		.set((set) => ({ used_by: set.fn.coalesce('used_by', set.val(account.member)) }))
		.where('token', '=', token)
		.where('desk', '=', desk)
		.where('until', '>=', day)
		.returning('used_by')
		.executeTakeFirst()
	if (invitation?.used_by !== account.member) throw new Refused('link-used')
	const known = await db
		.selectFrom('members')
		.where('desk', '=', desk)
		.where('member', '=', account.member)
		.select('id')
		.executeTakeFirst()
	if (known !== undefined) return
	const { member, login, passphraseAuth, sheetAuth, keyring } = account
	const added = await db
		.insertInto('members')
		.values({
			desk,
			member,
			login,
			passphrase_auth: passphraseAuth,
			sheet_auth: sheetAuth,
			keyring,
			active: 0,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst()
	if (added === undefined) throw new Refused('login-taken')
	await db
		.insertInto('joins')
		.values({ member: added.id, ...request, name })
		.execute()
}

/** Turns an invited person away: their account goes. @throws Refused `not-found` when nobody of that id waits. */
export async function refuseJoin(
	db: Kysely<Tables>,
	{ desk, member }: { desk: number; member: string },
): Promise<void> {
	const gone = await db
		.deleteFrom('members')
		.where('desk', '=', desk)
		.where('member', '=', member)
		.where('active', '=', 0)
		.returning('id')
		.executeTakeFirst()
	if (gone === undefined) throw new Refused('not-found')
}
