import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Somebody else, most likely a running server, uses the folder. */
export class DataInUse extends Error {
	override name = 'DataInUse'
}

export function databasePath(dataDir: string): string {
	return join(dataDir, 'safeconduct.db')
}

/**
 * Takes a data folder, which is made when it is missing: together with others who use what lies there, or alone to
 * replace it. The lock is the operating system's, so it ends with the process however that ends, and no stale file
 * can keep a server from starting.
 * @throws DataInUse
 * @returns what gives it back
 */
export function holdDataFolder(dataDir: string, how: 'together' | 'alone'): () => void {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 })
	const lock = new DatabaseSync(join(dataDir, 'safeconduct.lock'))
	try {
		// Reading takes SQLite's shared lock, which keeps the exclusive one away.
		lock.exec(how === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT * FROM sqlite_schema')
	} catch (error) {
		lock.close()
		if (error instanceof Error && error.message.includes('locked'))
			throw new DataInUse(`${dataDir} is in use: a server runs, or a backup is being restored`, {
				cause: error,
			})
		throw error
	}
	return () => {
		lock.close()
	}
}
