import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, restore } from '#server/storage/backup.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse, databasePath } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'
import { settingOf } from '#server/storage/reads/desks.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import { fastHash } from '#server/usecases/sealed-bytes.ts'
import { aKey, anId, bytesOf, DAY, storedDesk } from '../../../tests/world/stored-desk.ts'
import type { Store } from '#server/storage/store.ts'

let folder: string
let data: string
let file: string
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'backup-'))
	data = join(folder, 'data')
	file = join(folder, 'backup.db')
})
afterEach(() => {
	rmSync(folder, { recursive: true })
})

async function tellInto(store: Store, desk: number): Promise<string> {
	const envelope = bytesOf(20_000)
	const hash = fastHash(envelope)
	const keys = { proofKey: aKey(), depositKey: aKey() }
	await store.write('storeFirstMessage', {
		desk,
		mailbox: anId(),
		...keys,
		hash,
		day: DAY,
		envelope,
		copy: null,
	})
	return hash
}

async function hashesIn(store: Store): Promise<string[]> {
	const rows = await store.read.selectFrom('messages').orderBy('id').select('hash').execute()
	return rows.map(({ hash }) => hash)
}

test('a backup made while messages come in holds everything acknowledged before it began', async () => {
	const store = await openSqliteStore(data)
	const desk = await storedDesk(store)
	const before = [await tellInto(store, desk), await tellInto(store, desk)]
	let writing = true
	const senders = Array.from({ length: 4 }, async () => {
		while (writing) await tellInto(store, desk)
	})
	const sealed = await backUp(data, file)
	writing = false
	await Promise.all(senders)
	await store.close()
	expect(sealed).toBeGreaterThanOrEqual(2)
	expect(existsSync(`${file}-wal`)).toBe(false)
	const elsewhere = join(folder, 'elsewhere')
	expect(restore(file, elsewhere)).toEqual({ sealed, before: null })
	const restored = await openSqliteStore(elsewhere)
	expect((await hashesIn(restored)).slice(0, 2)).toEqual(before)
	await restored.close()
})

test('after a restore nobody is signed in, and what comes next is behind all that was ever shown', async () => {
	const store = await openSqliteStore(data)
	const desk = await storedDesk(store)
	const kept = await tellInto(store, desk)
	await store.write('openSession', { token: fastHash(bytesOf(1)), account: 1, day: DAY })
	await backUp(data, file)
	const lost = await tellInto(store, desk)
	const seen = await store.read.selectFrom('feeds').select('newest').executeTakeFirstOrThrow()
	await store.close()
	const { before } = restore(file, data)
	expect(before).toBe(`${databasePath(data)}.before-restore`)
	const restored = await openSqliteStore(data)
	expect(await hashesIn(restored)).toEqual([kept])
	expect(await hashesIn(restored)).not.toContain(lost)
	expect(await restored.read.selectFrom('sessions').selectAll().execute()).toEqual([])
	await tellInto(restored, desk)
	const orders = await restored.read.selectFrom('changes').orderBy('order', 'desc').select('order').execute()
	expect(orders[0]?.order).toBeGreaterThan(seen.newest)
	await restored.close()
})

test('after a restore nothing ends by itself until members had time to hold it again', async () => {
	const store = await openSqliteStore(data)
	await tellInto(store, await storedDesk(store))
	await store.write('putSetting', { name: 'nothing-ends-before', value: '2026-01-01' })
	await backUp(data, file)
	await store.close()
	restore(file, data)
	const restored = await openSqliteStore(data)
	const inThirtyDays = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
	expect(await settingOf(restored.read, 'nothing-ends-before')).toBe(inThirtyDays)
	await restored.close()
})

test('nothing is restored while a server runs, nor by a command beside it', async () => {
	const store = await openSqliteStore(data)
	await backUp(data, file)
	expect(() => restore(file, data)).toThrow(DataInUse)
	const command = await openSqliteStore(data)
	await store.close()
	expect(() => restore(file, data)).toThrow(DataInUse)
	await command.close()
	expect(restore(file, data).sealed).toBe(0)
})

test('a damaged, foreign, empty or newer backup is refused and changes nothing', async () => {
	const store = await openSqliteStore(data)
	const desk = await storedDesk(store)
	for (let at = 0; at < 10; at++) await tellInto(store, desk)
	await backUp(data, file)
	await store.close()
	const stored = readFileSync(databasePath(data))
	const refuse = (change: (bytes: Buffer) => Buffer, error: typeof DatabaseBroken | typeof SchemaTooNew) => {
		const damaged = join(folder, 'damaged.db')
		writeFileSync(damaged, change(readFileSync(file)))
		expect(() => restore(damaged, data)).toThrow(error)
		expect(readFileSync(databasePath(data)).equals(stored)).toBe(true)
	}
	// One bit of a sealed message: the pages are whole, the message is not.
	refuse((bytes) => {
		const at = bytes.length - 50_000
		bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
		return bytes
	}, DatabaseBroken)
	refuse((bytes) => bytes.subarray(0, bytes.length / 2), DatabaseBroken)
	refuse(
		() => Buffer.from('not a database at all, but long enough to be read as one'.repeat(100)),
		DatabaseBroken,
	)
	refuse(() => Buffer.alloc(0), DatabaseBroken)
	const newer = join(folder, 'newer.db')
	writeFileSync(newer, readFileSync(file))
	const database = new DatabaseSync(newer)
	database.exec('PRAGMA user_version = 999')
	database.close()
	refuse(() => readFileSync(newer), SchemaTooNew)
	expect(() => restore(join(folder, 'nowhere.db'), data)).toThrow(DatabaseBroken)
})
