import { type Kysely, sql } from 'kysely'
import type { HostReport } from '#contract/host-report.ts'
import type { Tables } from '#server/storage/schema.ts'

const ROWS = (table: 'messages' | 'entries' | 'file_parts' | 'members' | 'passkeys') =>
	sql<number>`(SELECT count(*) FROM ${sql.table(table)})`

export async function whatLiesHere(db: Kysely<Tables>): Promise<HostReport['seizure']> {
	const { rows } = await sql<HostReport['seizure']>`SELECT
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
