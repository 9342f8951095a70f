import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restore } from '#server/storage/backup.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { copyOfFormat } from '#server/storage/copy-before-migration.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { versionOf } from '#server/storage/migrate-sqlite.ts'
import { migrationsFor, SchemaTooNew } from '#server/storage/migrations.ts'
import { settingOf } from '#server/storage/reads/desks.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'

// A database as the first release wrote it (tests/vectors/freeze-database.ts), started by this one.

const NEWEST = migrationsFor('sqlite').at(-1)?.version ?? 0
const FORMAT_1 = gunzipSync(
	readFileSync(new URL('../../../tests/vectors/database-v1.sqlite.gz', import.meta.url)),
)

let data: string
beforeEach(() => {
	data = join(mkdtempSync(join(tmpdir(), 'migration-')), 'data')
	mkdirSync(data)
	writeFileSync(databasePath(data), FORMAT_1)
})
afterEach(() => {
	rmSync(join(data, '..'), { recursive: true })
})

function formatOf(path: string): number {
	const database = new DatabaseSync(path)
	try {
		return versionOf(database)
	} finally {
		database.close()
	}
}

function rowsOf(path: string, table: string): unknown[] {
	const database = new DatabaseSync(path)
	try {
		return database.prepare(`SELECT id, thread, hash FROM ${table} ORDER BY id`).all()
	} finally {
		database.close()
	}
}

test('the first start of a new release leaves a checked copy of the old format, and loses no row', async () => {
	expect(NEWEST).toBeGreaterThan(1)
	const before = ['messages', 'entries', 'rings', 'deposits'].map((table) =>
		rowsOf(databasePath(data), table),
	)
	const store = await openSqliteStore(data)
	await store.close()
	const copy = copyOfFormat(data, 1)
	expect([formatOf(databasePath(data)), formatOf(copy)]).toEqual([NEWEST, 1])
	for (const path of [databasePath(data), copy])
		expect(['messages', 'entries', 'rings', 'deposits'].map((table) => rowsOf(path, table))).toEqual(before)
})

test('what was stored before there was a time to keep it counts from the last thing that happened, and ends later', async () => {
	const store = await openSqliteStore(data)
	const threads = await store.read.selectFrom('threads').select(['moved', 'opened', 'held']).execute()
	expect(threads.length).toBeGreaterThan(0)
	for (const { moved, opened, held } of threads) {
		expect(moved !== null && moved >= (opened ?? '')).toBe(true)
		expect(held).toBe(0)
	}
	const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
	expect(await settingOf(store.read, 'nothing-ends-before')).toBe(inThirtyDays)
	await store.close()
})

test('the copy is a backup: restored, it is brought to the new format once more', async () => {
	await (await openSqliteStore(data)).close()
	const elsewhere = join(data, 'elsewhere')
	restore(copyOfFormat(data, 1), elsewhere)
	await (await openSqliteStore(elsewhere)).close()
	expect(formatOf(databasePath(elsewhere))).toBe(NEWEST)
})

test('a copy left by an update that was undone is replaced, with what came in since', async () => {
	await (await openSqliteStore(data)).close()
	const before = readFileSync(copyOfFormat(data, 1))
	restore(copyOfFormat(data, 1), data)
	const old = new DatabaseSync(databasePath(data))
	old.exec("INSERT INTO settings (name, value) VALUES ('setup-token', 'made since') ON CONFLICT DO NOTHING")
	old.close()
	await (await openSqliteStore(data)).close()
	expect(readFileSync(copyOfFormat(data, 1)).equals(before)).toBe(false)
	const copy = new DatabaseSync(copyOfFormat(data, 1))
	expect(copy.prepare("SELECT count(*) AS made FROM settings WHERE value = 'made since'").get()).toEqual({
		made: 1,
	})
	copy.close()
})

test('what is destroyed is gone from the copy too', async () => {
	const store = await openSqliteStore(data)
	expect(existsSync(copyOfFormat(data, 1))).toBe(true)
	await store.forget()
	await store.close()
	expect(existsSync(copyOfFormat(data, 1))).toBe(false)
})

test('a second start copies and changes nothing', async () => {
	await (await openSqliteStore(data)).close()
	rmSync(copyOfFormat(data, 1))
	await (await openSqliteStore(data)).close()
	expect(existsSync(copyOfFormat(data, 1))).toBe(false)
})

test('a damaged database and one of a newer release are left as they are', async () => {
	const half = FORMAT_1.subarray(0, FORMAT_1.length / 2)
	const flipped = Uint8Array.from(FORMAT_1)
	const at = flipped.length - 50_000
	flipped[at] = (flipped[at] ?? 0) ^ 1
	for (const damaged of [half, flipped]) {
		writeFileSync(databasePath(data), damaged)
		await expect(openSqliteStore(data)).rejects.toThrow(DatabaseBroken)
		expect(readFileSync(databasePath(data)).subarray(100)).toEqual(Buffer.from(damaged).subarray(100))
	}

	writeFileSync(databasePath(data), FORMAT_1)
	const newer = new DatabaseSync(databasePath(data))
	newer.exec(`PRAGMA user_version = ${String(NEWEST + 1)}`)
	newer.close()
	await expect(openSqliteStore(data)).rejects.toThrow(SchemaTooNew)
	expect(formatOf(databasePath(data))).toBe(NEWEST + 1)
})
