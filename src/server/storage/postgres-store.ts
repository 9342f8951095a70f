import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { Refused } from '#contract/refusals.ts'
import { COMMAND_TABLE } from '#server/storage/commands.ts'
import { migratePostgres } from '#server/storage/migrate-postgres.ts'
import type { Tables } from '#server/storage/schema.ts'
import { NotStored, type Store } from '#server/storage/store.ts'

const ATTEMPTS = 8

/** Serialization failure and deadlock: nothing was kept, and trying again is the remedy (PostgreSQL, appendix A). */
const WORTH_REPEATING = new Set(['40001', '40P01'])

// Counts and keys are far below 2^53. Nothing else in the process talks to PostgreSQL.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Opens a database on PostgreSQL, or on an engine that speaks its protocol. Several servers may share it. */
export async function openPostgresStore(databaseUrl: string): Promise<Store> {
	const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 })
	// A connection that breaks while nobody uses it is replaced when it is needed; nothing was lost with it.
	pool.on('error', () => undefined)
	await migratePostgres(pool)
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
	return {
		read: db,
		write: (name, input) =>
			repeated(() => db.transaction().execute((transaction) => COMMAND_TABLE[name](transaction, input))),
		forget: () => Promise.resolve('when-logs-expire'),
		close: () => db.destroy(),
	}
}

async function repeated<Value>(work: () => Promise<Value>): Promise<Value> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work()
		} catch (error) {
			if (error instanceof Refused) throw error
			if (attempt === ATTEMPTS || !isWorthRepeating(error)) throw new NotStored(nameOf(error))
			await pause(attempt * 5 * Math.random())
		}
	}
}

/** The engine's code for what went wrong. Its message could quote a value. */
function nameOf(error: unknown): string {
	if (error instanceof Error && 'code' in error) return `PostgreSQL: ${String(error.code)}`
	return error instanceof Error ? error.name : 'unknown'
}

function isWorthRepeating(error: unknown): boolean {
	return error instanceof pg.DatabaseError && error.code !== undefined && WORTH_REPEATING.has(error.code)
}
