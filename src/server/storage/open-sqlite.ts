import { DatabaseSync } from 'node:sqlite'

/**
 * SQLite's page cache in KiB. The writer's is stated, because the cost of the millionth row depends on it; readers go
 * through the system's own cache.
 */
const CACHE_KIB = { write: 16 * 1024, read: 8 * 1024 }

/**
 * Opens the database so that a commit is on the disk when it returns (WAL, synchronous=FULL), what is deleted is
 * overwritten (secure_delete) and nothing in the file can run code (trusted_schema).
 */
export function openSqlite(path: string, use: 'write' | 'read'): DatabaseSync {
	const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
	database.exec(`
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = FULL;
		PRAGMA secure_delete = ON;
		PRAGMA trusted_schema = OFF;
		PRAGMA cache_size = -${CACHE_KIB[use]};
	`)
	if (use === 'read') database.exec('PRAGMA query_only = ON')
	return database
}
