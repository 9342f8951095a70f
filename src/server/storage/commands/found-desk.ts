import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** A signed text as rows keep it: the signatures as JSON. */
export type StoredText = { text: string; signatures: string }

export type NewAccount = {
	member: string
	login: string
	passphraseAuth: Hash
	sheetAuth: Hash
	keyring: Uint8Array
}

export type Foundation = {
	/** Hash of the token of the set-up link. */
	token: Hash
	hash: Hash
	entries: readonly StoredText[]
	statement: string
	until: Day
	first: NewAccount
	names: Uint8Array
}

/** Founds a desk with its first member and uses up the set-up link. */
export async function foundDesk(db: Kysely<Tables>, input: Foundation): Promise<void> {
	const used = await db
		.deleteFrom('settings')
		.where('name', '=', 'setup-token')
		.where('value', '=', input.token)
		.returning('name')
		.executeTakeFirst()
	if (used === undefined) throw new Refused('link-used')
	const { id: desk } = await db
		.insertInto('desks')
		.values({
			hash: input.hash,
			roster_seq: input.entries.length - 1,
			statement: input.statement,
			statement_until: input.until,
		})
		.returning('id')
		.executeTakeFirstOrThrow()
	await db.insertInto('feeds').values({ desk, newest: 0, bytes: 0 }).execute()
	await db
		.insertInto('roster_entries')
		.values(input.entries.map((entry, seq) => ({ desk, seq, ...entry })))
		.execute()
	const { member, login, passphraseAuth, sheetAuth, keyring } = input.first
	await db
		.insertInto('members')
		.values({
			desk,
			member,
			login,
			passphrase_auth: passphraseAuth,
			sheet_auth: sheetAuth,
			keyring,
			active: 1,
		})
		.execute()
	await db.insertInto('names').values({ desk, sealed: input.names }).execute()
}
