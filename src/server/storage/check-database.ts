import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { firstBrokenChain } from '#server/storage/check-chains.ts'
import { lacking, migrationsFor } from '#server/storage/migrations.ts'
import { versionOf } from '#server/storage/migrate-sqlite.ts'

/** A database that must not be relied on. */
export class DatabaseBroken extends Error {
	override name = 'DatabaseBroken'
}

/** Tables whose rows carry sealed bytes beside their hash, and the format they came with. */
const SEALED = [
	{ table: 'messages', bytes: 'envelope', since: 1 },
	{ table: 'deposits', bytes: 'envelope', since: 1 },
	{ table: 'entries', bytes: 'envelope', since: 1 },
	{ table: 'rings', bytes: 'envelope', since: 1 },
	{ table: 'file_parts', bytes: 'bytes', since: 1 },
	{ table: 'copies', bytes: 'envelope', since: 2 },
	{ table: 'parcels', bytes: 'envelope', since: 9 },
] as const

/**
 * Looks at every page, every sealed byte and every chain of a database.
 * @returns how many sealed things it holds, each with the hash it should have
 * @throws DatabaseBroken when it is damaged, empty, or not a database of ours
 * @throws SchemaTooNew when a newer release wrote it
 */
export function checkDatabase(database: DatabaseSync): number {
	const version = versionOf(database)
	if (version === 0) throw new DatabaseBroken('not a database of this program')
	lacking(migrationsFor('sqlite'), version)
	const integrity = database.prepare('PRAGMA integrity_check').get()?.['integrity_check']
	if (integrity !== 'ok') throw new DatabaseBroken(`damaged: ${String(integrity)}`)
	const orphans = database.prepare('PRAGMA foreign_key_check').all().length
	if (orphans > 0) throw new DatabaseBroken(`${orphans} rows belong to nothing`)
	const broken = firstBrokenChain(database)
	if (broken !== null) throw new DatabaseBroken(`the journal of ${broken} does not hang together`)
	const tables = SEALED.filter(({ since }) => since <= version)
	return tables.reduce((sum, { table, bytes }) => sum + checkHashes(database, table, bytes), 0)
}

function checkHashes(database: DatabaseSync, table: string, bytes: string): number {
	const rows = database.prepare(`SELECT id, hash, ${bytes} AS bytes FROM ${table} WHERE ${bytes} IS NOT NULL`)
	let checked = 0
	for (const row of rows.iterate()) {
		const sealed = row['bytes']
		if (!(sealed instanceof Uint8Array) || hash('sha256', sealed) !== row['hash'])
			throw new DatabaseBroken(`row ${String(row['id'])} of ${table} has other bytes than its hash says`)
		checked += 1
	}
	return checked
}
