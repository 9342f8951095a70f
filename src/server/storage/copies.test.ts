import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { costOf } from '#server/storage/cost.ts'
import { openPostgresStore } from '#server/storage/postgres-store.ts'
import { usedSpace } from '#server/storage/reads/desks.ts'
import { findThread, keptCopies } from '#server/storage/reads/threads.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import { aHash, aKey, anId, bytesOf, DAY, storedDesk, refusalOf } from '../../../tests/world/stored-desk.ts'

let postgres: PostgresServer
const folder = mkdtempSync(join(tmpdir(), 'copies-'))

beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(async () => {
	await postgres.stop()
	rmSync(folder, { recursive: true })
})

const ENGINES = {
	sqlite: () => openSqliteStore(folder),
	postgres: async () => openPostgresStore(await postgres.newDatabase()),
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let store: Store
	let desk: number

	beforeAll(async () => {
		store = await ENGINES[engine]()
		desk = await storedDesk(store)
	})
	afterAll(() => store.close())

	test('copies are kept in order, count towards the thread, and give all back when forgotten', async () => {
		const keys = { proofKey: aKey(), depositKey: aKey() }
		const first = { hash: aHash(), envelope: bytesOf(500) }
		const message = { mailbox: anId(), hash: aHash(), day: DAY, envelope: bytesOf(300) }
		await store.write('storeFirstMessage', { desk, ...keys, ...message, copy: first })
		const told = await findThread(store.read, desk, message.mailbox)
		if (told === null) throw new Error('not stored')
		const thread = told.id
		const before = await usedSpace(store.read)
		const later = { desk, thread, hash: aHash(), day: DAY }
		const keep = (change: object, mostUnanswered = 1000) =>
			refusalOf(store.write('storeCopy', { ...later, envelope: bytesOf(100), mostUnanswered, ...change }))
		expect(await keep({})).toBe('stored')
		expect(await keep({})).toBe('stored')
		expect(await usedSpace(store.read)).toBe(before + costOf(100))
		expect(await keep({ hash: aHash(), envelope: bytesOf(101) })).toBe('thread-full')
		const kept = []
		for await (const copy of keptCopies(store.read, thread)) kept.push([copy.hash, copy.first])
		expect(kept).toEqual([
			[first.hash, 1],
			[later.hash, 0],
		])
		expect(await store.write('forgetCopies', { desk, thread })).toBe(2)
		expect(await store.write('forgetCopies', { desk, thread })).toBe(0)
		expect(await usedSpace(store.read)).toBe(before - costOf(500))
		const row = store.read.selectFrom('threads').where('id', '=', thread).select('bytes')
		expect(await row.executeTakeFirst()).toEqual({ bytes: 300 })
		expect(await keep({ hash: aHash(), envelope: bytesOf(700) })).toBe('stored')
	})
})
