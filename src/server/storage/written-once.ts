import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'

// [Note: queries written once] Building a query and writing it as SQL costs several times what SQLite needs to run it.
// What every message and every part of a file passes is therefore written once for each engine, with places in it
// for the values of its input.

/** Stands in a query for the value its input will have under a name. */
export type Place<Input> = <Name extends keyof Input>(name: Name) => RawBuilder<Input[Name]>

/**
 * A query whose SQL is written when it runs for the first time.
 * @param write builds the query; values that differ from run to run are named by `the`
 */
export function writtenOnce<Input extends object, Row>(
	write: (db: Kysely<Tables>, the: Place<Input>) => Compilable<Row>,
): (db: Kysely<Tables>, input: Input) => Promise<Row[]> {
	const names = new Map<unknown, keyof Input>()
	const place: Place<Input> = (name) => {
		const mark = { name }
		names.set(mark, name)
		return sql`${mark}`
	}
	/** By what a connection and its transactions have in common. */
	const texts = new WeakMap<object, CompiledQuery<Row>>()
	return async (db, input) => {
		const { adapter } = db.getExecutor()
		const text = texts.get(adapter) ?? write(db, place).compile()
		texts.set(adapter, text)
		const parameters = text.parameters.map((parameter) => {
			const name = names.get(parameter)
			return name === undefined ? parameter : input[name]
		})
		const { rows } = await db.executeQuery<Row>({ ...text, parameters })
		return rows
	}
}
