import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Who is signed in: the member's account and the session that says so. */
export type Session = { token: Hash; account: number; desk: number; member: string }

/** The session of a token that is not over on `day`, whose member the roster names. */
export async function findSession(db: Kysely<Tables>, token: Hash, day: Day): Promise<Session | null> {
	const found = await db
		.selectFrom('sessions')
		.innerJoin('members', 'members.id', 'sessions.member')
		.where('sessions.token', '=', token)
		.where('sessions.until', '>=', day)
		.where('members.active', '=', 1)
		.select(['sessions.token', 'members.id as account', 'members.desk', 'members.member'])
		.executeTakeFirst()
	return found ?? null
}

export type Account = {
	account: number
	member: string
	passphraseAuth: Hash
	sheetAuth: Hash
	keyring: Uint8Array
	active: number
}

export async function findAccount(db: Kysely<Tables>, desk: number, login: string): Promise<Account | null> {
	const found = await db
		.selectFrom('members')
		.where('desk', '=', desk)
		.where('login', '=', login)
		.select([
			'id as account',
			'member',
			'passphrase_auth as passphraseAuth',
			'sheet_auth as sheetAuth',
			'keyring',
			'active',
		])
		.executeTakeFirst()
	return found ?? null
}

/** A passkey, and the account of its member. */
export type StoredPasskey = {
	account: number
	member: string
	active: number
	memberKeyring: Uint8Array
	auth: Hash
	keyring: Uint8Array
	note: Uint8Array
}

export async function findPasskey(
	db: Kysely<Tables>,
	desk: number,
	passkey: string,
): Promise<StoredPasskey | null> {
	const found = await db
		.selectFrom('passkeys')
		.innerJoin('members', 'members.id', 'passkeys.member')
		.where('members.desk', '=', desk)
		.where('passkeys.id', '=', passkey)
		.select([
			'members.id as account',
			'members.member',
			'members.active',
			'members.keyring as memberKeyring',
			'passkeys.auth',
			'passkeys.keyring',
			'passkeys.note',
		])
		.executeTakeFirst()
	return found ?? null
}

/** In no order that tells anything: the notes say when each was added. */
export async function passkeysOf(
	db: Kysely<Tables>,
	account: number,
): Promise<{ id: string; note: Uint8Array }[]> {
	return db
		.selectFrom('passkeys')
		.where('member', '=', account)
		.orderBy('id')
		.select(['id', 'note'])
		.execute()
}

export type WaitingJoin = { member: string; text: string; signatures: string; name: Uint8Array }

export async function joinsOf(db: Kysely<Tables>, desk: number): Promise<WaitingJoin[]> {
	return db
		.selectFrom('joins')
		.innerJoin('members', 'members.id', 'joins.member')
		.where('members.desk', '=', desk)
		.orderBy('members.id')
		.select(['members.member', 'joins.text', 'joins.signatures', 'joins.name'])
		.execute()
}

export type DrawerSegment = { bucket: number; generation: number; bytes: Uint8Array }

/** Segments of a member's drawer, one at a time. */
export async function* drawerOf(db: Kysely<Tables>, account: number): AsyncGenerator<DrawerSegment> {
	const segments = await db
		.selectFrom('drawer')
		.where('member', '=', account)
		.orderBy('bucket')
		.select('id')
		.execute()
	for (const { id } of segments) {
		const segment = await db
			.selectFrom('drawer')
			.where('id', '=', id)
			.select(['bucket', 'generation', 'bytes'])
			.executeTakeFirst()
		if (segment !== undefined) yield segment
	}
}
