import fc from 'fast-check'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { CommandName } from '#server/storage/commands.ts'
import { commitTogether, type QueuedCommand } from '#server/storage/group-commit.ts'
import { migrateSqlite } from '#server/storage/migrate-sqlite.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import type { Tables } from '#server/storage/schema.ts'
import { dialectOf } from '#server/storage/sqlite-dialect.ts'

function freshDatabase() {
	const database = openSqlite(':memory:', 'write')
	migrateSqlite(database)
	return { database, db: new Kysely<Tables>({ dialect: dialectOf(database) }) }
}

/** Inputs as the thread receives them; their names and shapes were matched where they were sent. */
function queued(commands: readonly { name: CommandName; input: object }[]): QueuedCommand[] {
	return commands.map(({ name, input }, id) => ({ id, name, input: input as never }))
}

test('one refused or failing command undoes nothing of its neighbours', async () => {
	const acts = fc.array(fc.constantFrom('stores', 'is-refused', 'fails'), { minLength: 1, maxLength: 30 })
	await fc.assert(
		fc.asyncProperty(acts, async (chosen) => {
			const { database, db } = freshDatabase()
			const commands = chosen.map((act, at) => {
				if (act === 'stores')
					return { name: 'putSetting' as const, input: { name: `s${String(at)}`, value: 'kept' } }
				// Refused after it has deleted nothing; failing after it has written a row.
				if (act === 'is-refused') return { name: 'refuseJoin' as const, input: { desk: 1, member: 'x' } }
				const input = { desk: 99, token: `t${String(at)}`, day: '2026-01-01', until: '2026-01-08' }
				return { name: 'putInvitation' as const, input }
			})
			const replies = await commitTogether(database, db, queued(commands))
			expect(
				replies.map((reply) => ('refused' in reply ? 'is-refused' : reply.ok ? 'stores' : 'fails')),
			).toEqual(chosen)
			const kept = database.prepare('SELECT count(*) AS n FROM settings').get()?.['n']
			expect(kept).toBe(chosen.filter((act) => act === 'stores').length)
			database.close()
		}),
		{ numRuns: 60 },
	)
})

test('when the commit itself fails, nobody is told that anything was stored', async () => {
	const { database, db } = freshDatabase()
	// A constraint that is only looked at when the transaction ends.
	database.exec('CREATE TABLE late (of INTEGER REFERENCES desks DEFERRABLE INITIALLY DEFERRED)')
	database.exec('CREATE TRIGGER t AFTER INSERT ON settings BEGIN INSERT INTO late VALUES (99); END')
	const replies = await commitTogether(
		database,
		db,
		queued([{ name: 'putSetting', input: { name: 'x', value: 'y' } }]),
	)
	expect(replies).toMatchObject([{ id: 0, ok: false }])
	expect(database.isTransaction).toBe(false)
	expect(database.prepare('SELECT * FROM settings').all()).toEqual([])
	database.close()
})
