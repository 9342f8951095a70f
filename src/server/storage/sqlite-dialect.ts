import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

const MOST_STATEMENTS = 300

/** Kysely on node:sqlite. Statements are prepared once: Kysely writes the same text for the same query. */
export function dialectOf(database: DatabaseSync): SqliteDialect {
	const prepared = new Map<string, SqliteStatement>()
	const adapter: SqliteDatabase = {
		close: () => {
			database.close()
		},
		prepare: (sql) => {
			const known = prepared.get(sql)
			if (known !== undefined) return known
			const statement = adapted(database.prepare(sql))
			if (prepared.size < MOST_STATEMENTS) prepared.set(sql, statement)
			return statement
		},
	}
	return new SqliteDialect({ database: adapter })
}

function adapted(statement: StatementSync): SqliteStatement {
	return {
		reader: statement.columns().length > 0,
		all: (values) => statement.all(...values.map(bound)),
		run: (values) => statement.run(...values.map(bound)),
		iterate: (values) => statement.iterate(...values.map(bound)),
	}
}

function bound(value: unknown): SQLInputValue {
	if (value === null || typeof value === 'string' || typeof value === 'number') return value
	if (typeof value === 'bigint' || value instanceof Uint8Array) return value
	throw new TypeError(`a column cannot hold a value of type ${typeof value}`)
}
