import type { Kysely } from 'kysely'
import { endOtherSessions } from '#server/storage/commands/sessions.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type NewKeyring = {
	account: number
	passphraseAuth: Hash
	sheetAuth: Hash
	keyring: Uint8Array
	/** The session that stays; all others of the member end. */
	session: Hash
}

/** Stores a key-ring locked for a new passphrase or sheet. Whoever is signed in elsewhere has to use the new one. */
export async function putKeyring(db: Kysely<Tables>, input: NewKeyring): Promise<void> {
	const { account, passphraseAuth, sheetAuth, keyring, session } = input
	await db
		.updateTable('members')
		.set({ passphrase_auth: passphraseAuth, sheet_auth: sheetAuth, keyring })
		.where('id', '=', account)
		.execute()
	await endOtherSessions(db, { account, token: session })
}
