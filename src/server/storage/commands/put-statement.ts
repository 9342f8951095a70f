import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'

export type NewStatement = { desk: number; rosterSeq: number; statement: string; until: Day }

/** Replaces the statement that the roster is current, if the roster is still the one it speaks of. */
export async function putStatement(db: Kysely<Tables>, input: NewStatement): Promise<void> {
	const { desk, rosterSeq, statement, until } = input
	const put = await db
		.updateTable('desks')
		.set({ statement, statement_until: until })
		.where('id', '=', desk)
		.where('roster_seq', '=', rosterSeq)
		.returning('id')
		.executeTakeFirst()
	if (put === undefined) throw new Refused('not-the-next-entry')
}
