import { copyFileSync, existsSync, fsyncSync, openSync, closeSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { checkDatabase, DatabaseBroken } from '#server/storage/check-database.ts'
import { databasePath, holdDataFolder } from '#server/storage/data-folder.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'

const ALL_PAGES = 2 ** 31 - 1

/** Far more things than are ever stored between a backup and the day it is needed. */
const ORDERS_SKIPPED = 1_000_000_000

/**
 * Copies the database of a folder, also while a server writes to it, into one file that is checked before it gets
 * its name.
 * @returns how many sealed things the copy holds
 * @throws DatabaseBroken when there is nothing to copy, or the copy is damaged
 */
export async function backUp(dataDir: string, file: string): Promise<number> {
	const path = databasePath(dataDir)
	if (!existsSync(path)) throw new DatabaseBroken(`there is no database in ${dataDir}`)
	const unfinished = `${file}.unfinished`
	rmSync(unfinished, { force: true })
	const source = openSqlite(path, 'read')
	try {
		// In one step: whatever is written meanwhile is not in the copy, and never makes it start again.
		await backup(source, unfinished, { rate: ALL_PAGES })
	} finally {
		source.close()
	}
	const copied = checkedAlone(unfinished)
	moveDurably(unfinished, file)
	return copied
}

/** What was held since the backup was made is not held in it: members get the days of a warning to hold it again. */
const LET_NOTHING_END = `INSERT INTO settings (name, value) VALUES ('nothing-ends-before', date('now', '+30 days'))
ON CONFLICT (name) DO UPDATE SET value = excluded.value`

export type Restored = {
	/** How many sealed things the backup holds. */
	sealed: number
	/** Where the database lies that was there before; null when there was none. */
	before: string | null
}

/**
 * Puts a backup in the place of the database of a folder, after checking it. Sessions end, and the order of changes
 * goes on behind everything members' devices have seen, so that they ask for what is new. Nothing ends by itself for
 * 30 days.
 * @throws DataInUse while a server runs
 * @throws DatabaseBroken when the backup is damaged; then nothing was changed
 */
export function restore(file: string, dataDir: string): Restored {
	if (!existsSync(file)) throw new DatabaseBroken(`${file} is not there`)
	const release = holdDataFolder(dataDir, 'alone')
	try {
		const path = databasePath(dataDir)
		const incoming = `${path}.incoming`
		rmSync(incoming, { force: true })
		copyFileSync(file, incoming)
		const sealed = checkedAlone(incoming, (database) => {
			database.exec(
				`DELETE FROM sessions; UPDATE feeds SET newest = newest + ${ORDERS_SKIPPED}; ${LET_NOTHING_END}`,
			)
		})
		const before = setAside(path)
		moveDurably(incoming, path)
		return { sealed, before }
	} finally {
		release()
	}
}

/** Checks a copy nobody else uses and leaves it as one file, without a log beside it. */
function checkedAlone(path: string, change?: (database: DatabaseSync) => void): number {
	const database = new DatabaseSync(path)
	try {
		const sealed = checkDatabase(database)
		change?.(database)
		database.exec('PRAGMA journal_mode = DELETE')
		return sealed
	} catch (error) {
		throw asBroken(error)
	} finally {
		database.close()
	}
}

/** SQLite's own word for a damaged file, or for one that is no database at all. */
export function asBroken(error: unknown): unknown {
	return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
		? new DatabaseBroken(`damaged: ${error.message}`, { cause: error })
		: error
}

/** Moves a database and its log to names of their own. @returns null when there was none */
function setAside(path: string): string | null {
	if (!existsSync(path)) return null
	const before = `${path}.before-restore`
	for (const part of ['', '-wal', '-shm']) {
		rmSync(`${before}${part}`, { force: true })
		if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${before}${part}`)
	}
	return before
}

/** A file has its new name only after its bytes are on the disk, and the name is on the disk when this returns. */
function moveDurably(from: string, to: string): void {
	sync(from)
	renameSync(from, to)
	sync(join(dirname(to), '.'))
}

function sync(path: string): void {
	const handle = openSync(path, 'r')
	try {
		fsyncSync(handle)
	} finally {
		closeSync(handle)
	}
}
