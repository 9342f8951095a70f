import type { DatabaseSync } from 'node:sqlite'
import { type Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import { type AnyCommand, type CommandName, COMMANDS } from '#server/storage/commands.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Reply } from '#server/storage/writer-protocol.ts'

// [Note: group commit] Syncing to disk is the dear part of a durable write. All commands that wait are run in one
// transaction with one sync, each behind a savepoint of its own, so that one refusal undoes nothing of its
// neighbours. Nobody is answered before the commit.

export type QueuedCommand = { id: number; name: CommandName; input: never }

/** Runs commands in their order in one transaction. @returns a reply for each, to be sent now. */
export async function commitTogether(
	database: DatabaseSync,
	db: Kysely<Tables>,
	queued: readonly QueuedCommand[],
): Promise<Reply[]> {
	try {
		database.exec('BEGIN IMMEDIATE')
		const replies: Reply[] = []
		for (const command of queued) replies.push(await runOne(database, db, command))
		database.exec('COMMIT')
		return replies
	} catch (error) {
		// A full disk or a failing one: SQLite may have undone everything by itself.
		if (database.isTransaction) database.exec('ROLLBACK')
		return queued.map(({ id }) => ({ id, ok: false, failed: String(error) }))
	}
}

async function runOne(
	database: DatabaseSync,
	db: Kysely<Tables>,
	{ id, name, input }: QueuedCommand,
): Promise<Reply> {
	const command: AnyCommand = COMMANDS[name]
	database.exec('SAVEPOINT command')
	try {
		const value = await command(db, input)
		database.exec('RELEASE command')
		return { id, ok: true, value }
	} catch (error) {
		if (!database.isTransaction) throw error
		database.exec('ROLLBACK TO command; RELEASE command')
		if (!(error instanceof Refused)) return { id, ok: false, failed: String(error) }
		return { id, ok: false, refused: { because: error.because, detail: error.detail } }
	}
}
