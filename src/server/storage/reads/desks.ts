import { type Kysely, sql } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { SettingName } from '#server/storage/commands/settings.ts'
import type { Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'
import type { Hash } from '#vault/outside/format.ts'

export type StoredDesk = {
	id: number
	hash: Hash
	rosterSeq: number
	/** JSON of a signed text. */
	statement: string
	statementUntil: Day
	lastRead: Day | null
}

const deskOfHash = writtenOnce((db, the: Place<{ hash: Hash }>) =>
	desksFrom(db).where('hash', '=', the('hash')),
)

export async function findDesk(db: Kysely<Tables>, hash: Hash): Promise<StoredDesk | null> {
	const [found] = await deskOfHash(db, { hash })
	return found ?? null
}

export async function listDesks(db: Kysely<Tables>): Promise<StoredDesk[]> {
	return desksFrom(db).orderBy('id').execute()
}

function desksFrom(db: Kysely<Tables>) {
	return db
		.selectFrom('desks')
		.select([
			'id',
			'hash',
			'roster_seq as rosterSeq',
			'statement',
			'statement_until as statementUntil',
			'last_read as lastRead',
		])
}

const sumOfFeeds = writtenOnce((db) =>
	db
		.selectFrom('feeds')
		.select((select) => select.fn.coalesce(select.fn.sum<number>('bytes'), sql<number>`0`).as('bytes')),
)

/** Space taken by everything stored, in bytes as `costOf` counts them. */
export async function usedSpace(db: Kysely<Tables>): Promise<number> {
	const [sum] = await sumOfFeeds(db, {})
	if (sum === undefined) throw new RangeError('a sum has a row')
	return sum.bytes
}

/** The part of the space that holds what is kept for later. */
export async function spaceForLater(db: Kysely<Tables>): Promise<number> {
	const { kept } = await db
		.selectFrom('feeds')
		.select((select) => select.fn.coalesce(select.fn.sum<number>('kept'), sql<number>`0`).as('kept'))
		.executeTakeFirstOrThrow()
	return kept
}

export type RosterRow = { seq: number; text: string; signatures: string }

/** Entries of a roster from `from` on, oldest first. */
export async function rosterEntries(db: Kysely<Tables>, desk: number, from: number): Promise<RosterRow[]> {
	return db
		.selectFrom('roster_entries')
		.where('desk', '=', desk)
		.where('seq', '>=', from)
		.orderBy('seq')
		.select(['seq', 'text', 'signatures'])
		.execute()
}

export async function proposalsOf(db: Kysely<Tables>, desk: number): Promise<RosterRow[]> {
	return db
		.selectFrom('proposals')
		.where('desk', '=', desk)
		.orderBy('seq')
		.select(['seq', 'text', 'signatures'])
		.execute()
}

export async function namesOf(db: Kysely<Tables>, desk: number): Promise<Uint8Array> {
	const { sealed } = await db
		.selectFrom('names')
		.where('desk', '=', desk)
		.select('sealed')
		.executeTakeFirstOrThrow()
	return sealed
}

export async function settingOf(db: Kysely<Tables>, name: SettingName): Promise<string | null> {
	const setting = await db.selectFrom('settings').where('name', '=', name).select('value').executeTakeFirst()
	return setting?.value ?? null
}
