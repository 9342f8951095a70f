import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import { endOtherSessions } from '#server/storage/commands/sessions.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type NewPasskey = {
	account: number
	/** Id drawn by the member's browser. */
	passkey: string
	auth: Hash
	keyring: Uint8Array
	note: Uint8Array
	/** How many passkeys a member may have. */
	most: number
}

/**
 * Stores one more lock for a member's keys; storing the same one again changes nothing.
 * @throws Refused `full` when the member has `most`, `not-allowed` when the id is taken.
 */
export async function putPasskey(db: Kysely<Tables>, input: NewPasskey): Promise<void> {
	const { account, passkey, auth, keyring, note, most } = input
	const added = await db
		.insertInto('passkeys')
		.values({ id: passkey, member: account, auth, keyring, note })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst()
	if (added === undefined) {
		await demandSame(db, input)
		return
	}
	const held = await db.selectFrom('passkeys').where('member', '=', account).select('id').execute()
	if (held.length > most) throw new Refused('full')
}

async function demandSame(db: Kysely<Tables>, { account, passkey, auth }: NewPasskey): Promise<void> {
	const same = await db
		.selectFrom('passkeys')
		.where('id', '=', passkey)
		.where('member', '=', account)
		.where('auth', '=', auth)
		.select('id')
		.executeTakeFirst()
	if (same === undefined) throw new Refused('not-allowed')
}

/** @throws Refused `not-found` when the member has no such passkey. */
export async function removePasskey(
	db: Kysely<Tables>,
	{ account, passkey, session }: { account: number; passkey: string; session: Hash },
): Promise<void> {
	const gone = await db
		.deleteFrom('passkeys')
		.where('id', '=', passkey)
		.where('member', '=', account)
		.returning('id')
		.executeTakeFirst()
	if (gone === undefined) throw new Refused('not-found')
	await endOtherSessions(db, { account, token: session })
}
