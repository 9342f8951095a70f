import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type Travel = {
	account: number
	member: string
	day: Day
	inner: Hash
	keepers: readonly string[]
	/** Locked for the keepers, outside; for the traveller's own passphrase and sheet, inside. */
	keyring: Uint8Array
}

export async function travelsOf(db: Kysely<Tables>, desk: number): Promise<Travel[]> {
	const rows = await db
		.selectFrom('travels')
		.innerJoin('members', 'members.id', 'travels.member')
		.where('members.desk', '=', desk)
		.orderBy('members.id')
		.select([
			'members.id as account',
			'members.member',
			'travels.day',
			'travels.inner_hash as inner',
			'travels.keepers',
			'members.keyring',
		])
		.execute()
	return rows.map((row) => ({ ...row, keepers: keepersIn(row.keepers) }))
}

function keepersIn(text: string): string[] {
	const value: unknown = JSON.parse(text)
	return Array.isArray(value) ? value.filter((keeper) => typeof keeper === 'string') : []
}

export async function isTravelling(db: Kysely<Tables>, account: number): Promise<boolean> {
	const found = await db
		.selectFrom('travels')
		.where('member', '=', account)
		.select('member')
		.executeTakeFirst()
	return found !== undefined
}
