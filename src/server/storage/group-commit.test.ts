import fc from 'fast-check'
import { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import type { CommandName } from '#server/storage/commands.ts'
import { commitTogether, type QueuedCommand } from '#server/storage/group-commit.ts'
import { migrateSqlite } from '#server/storage/migrate-sqlite.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import type { Tables } from '#server/storage/schema.ts'
import { dialectOf } from '#server/storage/sqlite-dialect.ts'
import { bytesOf, DAY } from '../../../tests/world/stored-desk.ts'

function freshDatabase() {
	const database = openSqlite(':memory:', 'write')
	migrateSqlite(database)
	// What the migrations wrote.
	database.exec('DELETE FROM settings')
	return { database, db: new Kysely<Tables>({ dialect: dialectOf(database) }) }
}

/** Inputs as the thread receives them; their names and shapes were matched where they were sent. */
function queued(commands: readonly { name: CommandName; input: object }[]): QueuedCommand[] {
	return commands.map(({ name, input }, id) => ({ id, name, input: input as never }))
}

/** Commands that store, that refuse after they have written, and that fail after they have written. */
const ACTS = {
	stores: (mark: string) => ({ name: 'putSetting' as const, input: { name: mark, value: 'kept' } }),
	'is-refused': (mark: string) => ({
		name: 'storeMessage' as const,
		input: {
			desk: 1,
			thread: 1,
			hash: mark,
			day: DAY,
			signature: mark,
			envelope: bytesOf(9),
			mostUnanswered: 0,
		},
	}),
	fails: (mark: string) => ({
		name: 'storeFirstMessage' as const,
		input: {
			desk: 1,
			mailbox: mark,
			proofKey: mark,
			depositKey: mark,
			hash: null,
			day: DAY,
			envelope: bytesOf(9),
			copy: null,
		},
	}),
}

test('one refused or failing command leaves nothing behind and undoes nothing of its neighbours', async () => {
	const acts = fc.array(fc.constantFrom('stores' as const, 'is-refused' as const, 'fails' as const), {
		minLength: 1,
		maxLength: 30,
	})
	await fc.assert(
		fc.asyncProperty(acts, async (chosen) => {
			const { database, db } = freshDatabase()
			database.exec(`
				INSERT INTO desks VALUES (1, 'hash', 0, '', '', NULL);
				INSERT INTO feeds (desk, newest, bytes) VALUES (1, 0, 0);
				INSERT INTO threads (id, desk, mailbox, proof_key, deposit_key, bytes, answered)
					VALUES (1, 1, 'mailbox', 'proof', 'deposit', 0, 0);
			`)
			const commands = chosen.map((act, at) => ACTS[act](`mark ${String(at)}`))
			const replies = await commitTogether(database, db, queued(commands))
			const outcomes = replies.map((reply) => {
				if ('refused' in reply) return 'is-refused'
				return reply.ok ? 'stores' : 'fails'
			})
			expect(outcomes).toEqual(chosen)
			const count = (table: string) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']
			expect(count('settings')).toBe(chosen.filter((act) => act === 'stores').length)
			expect([count('threads'), count('messages'), count('changes')]).toEqual([1, 0, 0])
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
