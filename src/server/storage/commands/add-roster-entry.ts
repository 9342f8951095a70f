import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import type { Day } from '#domain/days.ts'
import { beginClosing, endDesk, giveUpClosing } from '#server/storage/commands/close-desk.ts'
import { dropParcelsFor } from '#server/storage/commands/parcels.ts'
import type { StoredText } from '#server/storage/commands/found-desk.ts'
import type { Tables } from '#server/storage/schema.ts'

export type NewRosterEntry = {
	desk: number
	seq: number
	entry: StoredText
	statement: { text: string; until: Day } | null
	/** Ids of members whom the entry takes in or removes. */
	added: string | null
	removed: string | null
	closing: 'begins' | 'given-up' | ClosedCounts | null
}

/**
 * Adds an entry to a roster nobody else has continued meanwhile. Whom it takes in can sign in from now on; whom it
 * removes loses account, sessions, drawer and the texts they were to translate in the same step.
 * @throws Refused also when the team says that it has closed, and it has not
 */
export async function addRosterEntry(db: Kysely<Tables>, input: NewRosterEntry): Promise<void> {
	const { desk, seq, entry, statement, added, removed, closing } = input
	const moved = await db
		.updateTable('desks')
		.set({
			roster_seq: seq,
			...(statement === null ? {} : { statement: statement.text, statement_until: statement.until }),
		})
		.where('id', '=', desk)
		.where('roster_seq', '=', seq - 1)
		.returning('id')
		.executeTakeFirst()
	if (moved === undefined) throw new Refused('not-the-next-entry')
	await db
		.insertInto('roster_entries')
		.values({ desk, seq, ...entry })
		.execute()
	await db.deleteFrom('proposals').where('desk', '=', desk).where('seq', '<=', seq).execute()
	if (added !== null) await takeIn(db, desk, added)
	if (removed !== null) {
		await db.deleteFrom('members').where('desk', '=', desk).where('member', '=', removed).execute()
		await dropParcelsFor(db, desk, removed)
	}
	if (closing === 'begins') await beginClosing(db, desk)
	else if (closing === 'given-up') await giveUpClosing(db, desk)
	else if (closing !== null) await endDesk(db, desk, closing)
}

async function takeIn(db: Kysely<Tables>, desk: number, member: string): Promise<void> {
	const account = await db
		.updateTable('members')
		.set({ active: 1 })
		.where('desk', '=', desk)
		.where('member', '=', member)
		.returning('id')
		.executeTakeFirst()
	if (account === undefined) return
	await db.deleteFrom('joins').where('member', '=', account.id).execute()
}
