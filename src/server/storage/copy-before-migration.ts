import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asBroken, backUp } from '#server/storage/backup.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { versionOf } from '#server/storage/migrate-sqlite.ts'
import { lacking, migrationsFor } from '#server/storage/migrations.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'

/** Where the copy of a database lies that was made before it left this format. */
export function copyOfFormat(dataDir: string, version: number): string {
	return `${databasePath(dataDir)}.format-${version}`
}

/**
 * Makes a checked copy of a database that is about to be brought to a newer format, so that the earlier release can
 * be used again with what was stored until then.
 * @returns where the copy lies; null when the format stays
 * @throws SchemaTooNew when a newer release wrote the database
 * @throws DatabaseBroken when the copy is damaged: a damaged database is not changed further
 */
export async function copyBeforeMigration(dataDir: string): Promise<string | null> {
	try {
		const version = storedVersion(databasePath(dataDir))
		if (version === 0 || lacking(migrationsFor('sqlite'), version).length === 0) return null
		const copy = copyOfFormat(dataDir, version)
		// One that lies there is of an earlier attempt: whoever went back has stored more since.
		await backUp(dataDir, copy)
		return copy
	} catch (error) {
		throw asBroken(error)
	}
}

/** @returns 0 when there is no database yet. */
function storedVersion(path: string): number {
	if (!existsSync(path)) return 0
	const database = openSqlite(path, 'read')
	try {
		return versionOf(database)
	} finally {
		database.close()
	}
}

const BLOCK = new Uint8Array(1024 * 1024)

/**
 * Overwrites and removes the copies made before migrations. Called when something is destroyed, because "gone from
 * this server now" is a promise to a person, and the way back to an earlier release is a comfort.
 */
export function eraseCopies(dataDir: string): void {
	const folder = dirname(databasePath(dataDir))
	for (const name of readdirSync(folder)) {
		if (!/\.format-\d+$/.test(name)) continue
		const path = join(folder, name)
		overwrite(path)
		rmSync(path)
	}
}

function overwrite(path: string): void {
	const handle = openSync(path, 'r+')
	try {
		const { size } = statSync(path)
		for (let at = 0; at < size; at += BLOCK.length)
			writeSync(handle, BLOCK, 0, Math.min(BLOCK.length, size - at), at)
		fsyncSync(handle)
	} finally {
		closeSync(handle)
	}
}
