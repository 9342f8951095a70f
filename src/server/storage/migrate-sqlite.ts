import type { DatabaseSync } from 'node:sqlite'
import { lacking, migrationsFor } from '#server/storage/migrations.ts'

/** Brings a database to the newest format; each step happens whole or not at all. */
export function migrateSqlite(database: DatabaseSync): void {
	for (const { version, sql } of lacking(migrationsFor('sqlite'), versionOf(database))) {
		database.exec('BEGIN IMMEDIATE')
		try {
			database.exec(`${sql}; PRAGMA user_version = ${version}`)
			database.exec('COMMIT')
		} catch (error) {
			database.exec('ROLLBACK')
			throw error
		}
	}
}

/** Format of a database; 0 for an empty one. */
export function versionOf(database: DatabaseSync): number {
	return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}
