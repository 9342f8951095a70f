import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type NewTravel = {
	account: number
	day: Day
	/** The key-ring, locked once more for the keepers. */
	keyring: Uint8Array
	/** SHA-256 of the key-ring as it was. */
	inner: Hash
	keepers: readonly string[]
}

/** Puts the twice locked key-ring in place, and ends everything else that opens: passkeys, and every session. */
export async function beginTravel(db: Kysely<Tables>, input: NewTravel): Promise<void> {
	const { account, day, keyring, inner, keepers } = input
	const now = await db
		.selectFrom('members')
		.where('id', '=', account)
		.select('keyring')
		.executeTakeFirstOrThrow()
	if (now.keyring.length >= keyring.length) throw new Refused('malformed', 'keyring')
	await db
		.insertInto('travels')
		.values({ member: account, day, inner_hash: inner, keepers: JSON.stringify(keepers) })
		.execute()
	await db.updateTable('members').set({ keyring }).where('id', '=', account).execute()
	await db.deleteFrom('passkeys').where('member', '=', account).execute()
	await db.deleteFrom('sessions').where('member', '=', account).execute()
}

/** Puts the key-ring back as it was before. @throws Refused `not-found` when the member does not travel */
export async function endTravel(
	db: Kysely<Tables>,
	{ account, keyring }: { account: number; keyring: Uint8Array },
): Promise<void> {
	const ended = await db
		.deleteFrom('travels')
		.where('member', '=', account)
		.returning('member')
		.executeTakeFirst()
	if (ended === undefined) throw new Refused('not-found')
	await db.updateTable('members').set({ keyring }).where('id', '=', account).execute()
}
