import { readdirSync, readFileSync } from 'node:fs'

export type Migration = { version: number; sql: string }

export class SchemaTooNew extends Error {
	override name = 'SchemaTooNew'
}

/** The numbered migrations of an engine, oldest first. */
export function migrationsFor(engine: 'sqlite' | 'postgres'): Migration[] {
	const folder = new URL(`./migrations/${engine}/`, import.meta.url)
	return readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()
		.map((file) => ({
			version: Number.parseInt(file, 10),
			sql: readFileSync(new URL(file, folder), 'utf8'),
		}))
}

/**
 * The migrations that a database of this version still lacks.
 * @throws SchemaTooNew when the database was written by a newer release.
 */
export function lacking(migrations: readonly Migration[], version: number): Migration[] {
	const newest = migrations.at(-1)?.version ?? 0
	if (version > newest)
		throw new SchemaTooNew(`the data is of format ${version}, this release knows ${newest}`)
	return migrations.filter((migration) => migration.version > version)
}
