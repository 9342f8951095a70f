import type pg from 'pg'
import { lacking, migrationsFor } from '#server/storage/migrations.ts'

/** Any number: the lock that servers starting together take turns on. */
const MIGRATION_LOCK = 728_315_046

/** Brings a database to the newest format, all steps together or none. */
export async function migratePostgres(pool: pg.Pool): Promise<void> {
	const client = await pool.connect()
	try {
		await client.query('BEGIN')
		await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
		await client.query('CREATE TABLE IF NOT EXISTS format (version integer NOT NULL)')
		const { rows } = await client.query<{ version: number }>('SELECT version FROM format')
		for (const { version, sql } of lacking(migrationsFor('postgres'), rows[0]?.version ?? 0)) {
			await client.query(sql)
			await client.query('DELETE FROM format')
			await client.query('INSERT INTO format VALUES ($1)', [version])
		}
		await client.query('COMMIT')
	} catch (error) {
		await client.query('ROLLBACK')
		throw error
	} finally {
		client.release()
	}
}
