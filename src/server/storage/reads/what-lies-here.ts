import { type Kysely, sql } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'

/** What whoever takes the database would count in it: the list of docs/threat-model.md, in numbers. */
export type WhatLiesHere = {
	mailboxes: number
	/** Of them, those a team has opened. */
	opened: number
	messages: number
	/** Days of the oldest and the newest message. */
	firstDay: Day | null
	lastDay: Day | null
	/** Answers nobody has fetched. */
	waiting: number
	fileParts: number
	entries: number
	/** Mailboxes that keep copies for the person. */
	keeping: number
	members: number
	passkeys: number
	bytes: number
}

const ROWS = (table: 'messages' | 'entries' | 'file_parts' | 'members' | 'passkeys') =>
	sql<number>`(SELECT count(*) FROM ${sql.table(table)})`

export async function whatLiesHere(db: Kysely<Tables>): Promise<WhatLiesHere> {
	const { rows } = await sql<WhatLiesHere>`SELECT
		(SELECT count(*) FROM threads WHERE destroyed IS NULL) AS "mailboxes",
		(SELECT count(*) FROM threads WHERE destroyed IS NULL AND head IS NOT NULL) AS "opened",
		${ROWS('messages')} AS "messages",
		(SELECT min(day) FROM messages) AS "firstDay",
		(SELECT max(day) FROM messages) AS "lastDay",
		(SELECT count(*) FROM deposits WHERE envelope IS NOT NULL) AS "waiting",
		${ROWS('file_parts')} AS "fileParts",
		${ROWS('entries')} AS "entries",
		(SELECT count(DISTINCT thread) FROM copies) AS "keeping",
		${ROWS('members')} AS "members",
		${ROWS('passkeys')} AS "passkeys",
		(SELECT coalesce(sum(bytes), 0) FROM feeds) AS "bytes"`.execute(db)
	const [counted] = rows
	if (counted === undefined) throw new RangeError('counts have a row')
	return counted
}
