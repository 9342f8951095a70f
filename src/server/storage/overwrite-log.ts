import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

export class LogInUse extends Error {
	override name = 'LogInUse'
}

// [Note: deletion] secure_delete overwrites deleted rows in the database file, but the write-ahead log still holds
// them as they were inserted, and truncating a file leaves its bytes on the disk. So the log is restarted, filled
// from its beginning with at least as many bytes as it held, and only then cut off.

/**
 * Overwrites the write-ahead log of the database at `path` and empties it.
 * @throws LogInUse when somebody kept reading an old state for longer than the busy timeout.
 */
export function overwriteLog(database: DatabaseSync, path: string): void {
	checkpoint(database, 'RESTART')
	const size = statSync(`${path}-wal`).size
	if (size > 0) {
		database.prepare('INSERT INTO filler (id, bytes) VALUES (1, zeroblob(?))').run(size)
		database.exec('DELETE FROM filler')
	}
	checkpoint(database, 'TRUNCATE')
}

const ATTEMPTS = 3

function checkpoint(database: DatabaseSync, mode: 'RESTART' | 'TRUNCATE'): void {
	// Each attempt already waits for readers as long as the busy timeout says.
	for (let attempt = 0; attempt < ATTEMPTS; attempt++)
		if (database.prepare(`PRAGMA wal_checkpoint(${mode})`).get()?.['busy'] === 0) return
	throw new LogInUse(`the log could not be restarted in ${ATTEMPTS} attempts`)
}
