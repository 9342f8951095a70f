import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { costOf } from '#server/storage/cost.ts'
import { openPostgresStore } from '#server/storage/postgres-store.ts'
import { usedSpace } from '#server/storage/reads/desks.ts'
import { changesFor, changesOf, type StoredChange } from '#server/storage/reads/feed.ts'
import { findPasskey, findSession, passkeysOf } from '#server/storage/reads/members.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import {
	aHash,
	aKey,
	anId,
	aSignature,
	bytesOf,
	DAY,
	storedDesk,
	storedThread,
	refusalOf,
} from '../../../tests/world/stored-desk.ts'

let postgres: PostgresServer
const folder = mkdtempSync(join(tmpdir(), 'storage-'))

beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(async () => {
	await postgres.stop()
	rmSync(folder, { recursive: true })
})

let stores = 0
const ENGINES = {
	sqlite: () => openSqliteStore(join(folder, String(++stores))),
	postgres: async () => openPostgresStore(await postgres.newDatabase()),
}

const all = async (changes: AsyncIterable<StoredChange>): Promise<StoredChange[]> => {
	const list: StoredChange[] = []
	for await (const change of changes) list.push(change)
	return list
}
const anEntry = (seq: number) => ({
	visible: {
		scope: '',
		seq,
		prev: aHash(),
		envelope: aHash(),
		roster: 0,
		author: aKey(),
		signature: aSignature(),
	},
	envelope: bytesOf(50),
	hold: null,
})
describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let store: Store
	let desk: number

	beforeAll(async () => {
		store = await ENGINES[engine]()
		desk = await storedDesk(store)
	})
	afterAll(() => store.close())

	test('the same first message twice is one, another for the mailbox is refused', async () => {
		const message = {
			desk,
			mailbox: anId(),
			proofKey: aKey(),
			depositKey: aKey(),
			hash: aHash(),
			day: DAY,
			copy: null,
		}
		const stored = () => store.write('storeFirstMessage', { ...message, envelope: bytesOf(20) })
		await Promise.all([stored(), stored(), stored()])
		const other = { ...message, hash: aHash(), envelope: bytesOf(20) }
		expect(await refusalOf(store.write('storeFirstMessage', other))).toBe('mailbox-taken')
		const kept = await store.read
			.selectFrom('threads')
			.innerJoin('messages', 'messages.thread', 'threads.id')
			.where('mailbox', '=', message.mailbox)
			.select('messages.hash')
			.execute()
		expect(kept).toEqual([{ hash: message.hash }])
	})

	test('whatever is sent at once, each is stored or refused as if it were alone, in one order', async () => {
		const act = fc.oneof(
			fc.constant('tell' as const),
			fc.constant('take-taken-mailbox' as const),
			fc.constant('write' as const),
			fc.constant('write-too-much' as const),
			fc.constant('part-too-much' as const),
		)
		const known = await storedThread(store, desk)
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 24 }), async (acts) => {
				const place = await store.read
					.selectFrom('feeds')
					.where('desk', '=', desk)
					.selectAll()
					.executeTakeFirstOrThrow()
				const outcomes = await Promise.all(acts.map((one) => refusalOf(attempt(store, desk, known, one))))
				const expected = {
					tell: 'stored',
					write: 'stored',
					'take-taken-mailbox': 'mailbox-taken',
					'write-too-much': 'thread-full',
					'part-too-much': 'thread-full',
				}
				expect(outcomes).toEqual(acts.map((one) => expected[one]))
				const since = await store.read
					.selectFrom('changes')
					.where('desk', '=', desk)
					.where('order', '>', place.newest)
					.orderBy('order')
					.select('order')
					.execute()
				const stored = outcomes.filter((outcome) => outcome === 'stored').length
				expect(since.map(({ order }) => order - place.newest)).toEqual(
					Array.from({ length: stored }, (_, at) => at + 1),
				)
			}),
			{ numRuns: engine === 'sqlite' ? 60 : 15 },
		)
	})

	test('a journal is continued only from where its reader left it, with its ring or not at all', async () => {
		const { thread } = await storedThread(store, desk)
		const reader = anId()
		const ring = () => ({ version: 0, hash: aHash(), readers: [reader], envelope: bytesOf(60) })
		const first = { desk, thread, head: null, ring: null, day: DAY }
		const attempts = [0, 1, 2].map(() =>
			refusalOf(store.write('appendEntries', { ...first, entries: [anEntry(0)], newRing: ring() })),
		)
		expect((await Promise.all(attempts)).sort()).toEqual([
			'not-the-next-entry',
			'not-the-next-entry',
			'stored',
		])
		// A second version 0 of the ring breaks a rule of the tables after the entry was written.
		const broken = { ...first, head: 0, ring: 0, entries: [anEntry(1)], newRing: ring() }
		await expect(store.write('appendEntries', broken)).rejects.toThrow()
		const seen = await all(changesOf(store.read, thread))
		expect(seen.map(({ head }) => head.kind)).toEqual(['message', 'ring', 'entry'])
	})

	test('a reader sees threads of their own, triage also what still lies as it was sent, strangers nothing', async () => {
		const unopened = await storedThread(store, desk)
		const { thread, mailbox } = await storedThread(store, desk)
		const reader = anId()
		await store.write('appendEntries', {
			desk,
			thread,
			head: null,
			ring: null,
			day: DAY,
			entries: [anEntry(0)],
			newRing: { version: 0, hash: aHash(), readers: [reader], envelope: bytesOf(60) },
		})
		const seenBy = async (member: string, triage: boolean) => {
			const window = { after: 0, limit: 1000 }
			const seen = await all(changesFor(store.read, { desk, member, triage }, window))
			const threads = new Set(seen.map(({ head }) => head.thread))
			return [threads.has(mailbox), threads.has(unopened.mailbox)]
		}
		expect(await seenBy(reader, false)).toEqual([true, false])
		expect(await seenBy(anId(), true)).toEqual([true, true])
		expect(await seenBy(anId(), false)).toEqual([false, false])
		const elsewhere = { desk: desk + 1, member: reader, triage: true }
		expect(await all(changesFor(store.read, elsewhere, { after: 0, limit: 1000 }))).toEqual([])
	})

	test('newest first and oldest first are the same list', async () => {
		const reader = { desk, member: anId(), triage: true }
		const ascending = await all(changesFor(store.read, reader, { after: 0, limit: 500 }))
		const descending = await all(changesFor(store.read, reader, { before: 1e9, limit: 500 }))
		expect(ascending.length).toBeGreaterThan(5)
		expect(descending.map(({ head }) => head.order)).toEqual(
			ascending.map(({ head }) => head.order).reverse(),
		)
	})

	test('a mailbox takes answers once the journal speaks of it; read ones are gone but not forgotten', async () => {
		const { thread } = await storedThread(store, desk)
		const hash = aHash()
		const deposit = () => ({ desk, thread, hash, day: DAY, envelope: bytesOf(40), mostWaiting: 1000 })
		expect(await refusalOf(store.write('storeDeposit', deposit()))).toBe('no-such-mailbox')
		const newRing = { version: 0, hash: aHash(), readers: [anId()], envelope: bytesOf(60) }
		const opening = { desk, thread, head: null, ring: null, day: DAY }
		await store.write('appendEntries', { ...opening, entries: [anEntry(0), anEntry(1)], newRing })
		await store.write('storeDeposit', deposit())
		await store.write('storeDeposit', deposit())
		const large = { ...deposit(), hash: aHash(), envelope: bytesOf(1000) }
		expect(await refusalOf(store.write('storeDeposit', large))).toBe('thread-full')
		const before = await usedSpace(store.read)
		const removed = await store.write('removeReadDeposits', { desk, thread, hashes: [hash, aHash()] })
		expect(removed).toBe(1)
		expect(await usedSpace(store.read)).toBe(before - costOf(40))
		await store.write('storeDeposit', deposit())
		expect(await store.write('removeReadDeposits', { desk, thread, hashes: [hash] })).toBe(0)
		const seen = await all(
			changesFor(
				store.read,
				{ desk, member: newRing.readers[0] ?? '', triage: false },
				{ after: 0, limit: 999 },
			),
		)
		expect(seen.at(-1)?.head).toMatchObject({ kind: 'deposit', hash, read: true })
	})

	test('a part of a file is stored once; other bytes or another count for it are refused', async () => {
		const { thread } = await storedThread(store, desk)
		const place = { desk, thread, file: anId(), part: 0, parts: 2, day: DAY, mostUnanswered: 1e6 }
		const hash = aHash()
		const put = (change: object) =>
			refusalOf(store.write('storePart', { ...place, hash, bytes: bytesOf(30), ...change }))
		const before = await usedSpace(store.read)
		expect(await put({})).toBe('stored')
		expect(await put({})).toBe('stored')
		expect(await usedSpace(store.read)).toBe(before + costOf(30))
		expect(await put({ hash: aHash() })).toBe('file-conflict')
		expect(await put({ part: 1, parts: 3 })).toBe('file-conflict')
		expect(await usedSpace(store.read)).toBe(before + costOf(30))
	})

	test('a destroyed thread leaves its mailbox and a day, and gives all its space back', async () => {
		const before = await usedSpace(store.read)
		const { thread, mailbox, hash } = await storedThread(store, desk)
		const newRing = { version: 0, hash: aHash(), readers: [anId()], envelope: bytesOf(60) }
		const opening = { desk, thread, head: null, ring: null, day: DAY }
		await store.write('appendEntries', { ...opening, entries: [anEntry(0), anEntry(1)], newRing })
		await store.write('storeMessage', {
			desk,
			thread,
			hash: aHash(),
			day: DAY,
			envelope: bytesOf(5000),
			mostUnanswered: 1e6,
		})
		const file = { file: anId(), part: 0, parts: 1, hash: aHash(), day: DAY, bytes: bytesOf(9000) }
		await store.write('storePart', { desk, thread, ...file, mostUnanswered: 1e6 })
		const deposit = { hash: aHash(), day: DAY, envelope: bytesOf(40), mostWaiting: 1000 }
		await store.write('storeDeposit', { desk, thread, ...deposit })
		const copy = { hash: aHash(), day: DAY, envelope: bytesOf(70) }
		await store.write('storeCopy', { desk, thread, ...copy, mostUnanswered: 1e6 })
		await store.write('retireMessages', { desk, thread, hashes: [hash] })
		const destroyed = await store.write('destroyThreads', {
			desk,
			threads: [thread],
			day: DAY,
			which: 'any',
		})
		expect(destroyed).toBe(1)
		expect(await usedSpace(store.read)).toBe(before)
		const tables = ['messages', 'deposits', 'entries', 'rings', 'readers', 'file_parts', 'copies'] as const
		for (const table of tables)
			expect(await store.read.selectFrom(table).where('thread', '=', thread).selectAll().execute()).toEqual(
				[],
			)
		const row = await store.read.selectFrom('threads').where('id', '=', thread).selectAll().execute()
		expect(row).toMatchObject([{ mailbox, proof_key: null, deposit_key: null, opened: null, destroyed: DAY }])
		const late = { desk, thread, hash: aHash(), day: DAY, signature: aSignature(), envelope: bytesOf(9) }
		expect(await refusalOf(store.write('storeMessage', { ...late, mostUnanswered: 1e6 }))).toBe(
			'no-such-mailbox',
		)
	})

	test('destroying empties the drawer segment of every member, and an old copy cannot come back', async () => {
		const { thread, mailbox } = await storedThread(store, desk)
		const { id: account } = await store.read
			.selectFrom('members')
			.where('desk', '=', desk)
			.select('id')
			.executeTakeFirstOrThrow()
		const bucket = Number.parseInt(mailbox.slice(0, 2), 16)
		const segment = (generation: number) => ({
			desk,
			account,
			segments: [{ bucket, generation, bytes: bytesOf(99) }],
		})
		await store.write('putDrawer', segment(7))
		expect(await refusalOf(store.write('putDrawer', segment(7)))).toBe('not-the-next-entry')
		await store.write('destroyThreads', { desk, threads: [thread], day: DAY, which: 'unopened' })
		expect(await refusalOf(store.write('putDrawer', segment(8)))).toBe('not-the-next-entry')
		const kept = await store.read.selectFrom('drawer').where('member', '=', account).selectAll().execute()
		expect(kept).toMatchObject([{ bucket, generation: 8 }])
		expect(kept[0]?.bytes).toHaveLength(0)
	})

	test('discarding leaves a thread alone that somebody has opened', async () => {
		const { thread } = await storedThread(store, desk)
		const newRing = { version: 0, hash: aHash(), readers: [anId()], envelope: bytesOf(60) }
		const opening = { desk, thread, head: null, ring: null, day: DAY }
		await store.write('appendEntries', { ...opening, entries: [anEntry(0)], newRing })
		const input = { desk, threads: [thread], day: DAY, which: 'unopened' } as const
		expect(await store.write('destroyThreads', input)).toBe(0)
	})

	test('a passkey is stored once, for its owner, with a limit; removing it ends what else was open', async () => {
		const { id: account } = await store.read
			.selectFrom('members')
			.where('desk', '=', desk)
			.select('id')
			.executeTakeFirstOrThrow()
		const lock = () => ({ passkey: anId(), auth: aHash() })
		const put = (of: ReturnType<typeof lock>) =>
			store.write('putPasskey', { account, ...of, keyring: bytesOf(40), note: bytesOf(30), most: 2 })
		const [first, second] = [lock(), lock()]
		for (const passkey of [first, first, second]) await put(passkey)
		expect(await refusalOf(put(lock()))).toBe('full')
		expect(await refusalOf(put({ ...first, auth: aHash() }))).toBe('not-allowed')
		expect((await passkeysOf(store.read, account)).map(({ id }) => id)).toEqual(
			[first.passkey, second.passkey].toSorted(),
		)
		expect(await findPasskey(store.read, desk, first.passkey)).toMatchObject({ account, auth: first.auth })
		expect(await findPasskey(store.read, await storedDesk(store), first.passkey)).toBeNull()

		const [here, elsewhere] = [aHash(), aHash()]
		for (const token of [here, elsewhere]) await store.write('openSession', { token, account, day: DAY })
		await store.write('removePasskey', { account, passkey: first.passkey, session: here })
		expect(await findPasskey(store.read, desk, first.passkey)).toBeNull()
		expect(await findSession(store.read, elsewhere, DAY)).toBeNull()
		expect(await findSession(store.read, here, DAY)).not.toBeNull()
		const again = { account, passkey: first.passkey, session: here }
		expect(await refusalOf(store.write('removePasskey', again))).toBe('not-found')
	})

	test('a roster has one next entry; the other one is refused whole', async () => {
		const next = (text: string) => ({
			desk,
			seq: 1,
			entry: { text, signatures: '[]' },
			statement: { text: `{"of":"${text}"}`, until: DAY },
			added: null,
			removed: null,
			closing: null,
		})
		const outcomes = await Promise.all([
			refusalOf(store.write('addRosterEntry', next('one'))),
			refusalOf(store.write('addRosterEntry', next('other'))),
		])
		expect(outcomes.toSorted()).toEqual(['not-the-next-entry', 'stored'])
		const entries = await store.read
			.selectFrom('roster_entries')
			.where('desk', '=', desk)
			.where('seq', '=', 1)
			.select('text')
			.execute()
		const { statement } = await store.read
			.selectFrom('desks')
			.where('id', '=', desk)
			.select('statement')
			.executeTakeFirstOrThrow()
		expect(entries.map(({ text }) => `{"of":"${text}"}`)).toEqual([statement])
	})
})

type Known = { thread: number; mailbox: string }

function attempt(store: Store, desk: number, known: Known, act: string): Promise<void> {
	const sealed = { hash: aHash(), day: DAY, envelope: bytesOf(20) }
	const keys = { proofKey: aKey(), depositKey: aKey(), copy: null }
	if (act === 'tell') return store.write('storeFirstMessage', { desk, mailbox: anId(), ...keys, ...sealed })
	if (act === 'take-taken-mailbox')
		return store.write('storeFirstMessage', { desk, mailbox: known.mailbox, ...keys, ...sealed })
	if (act === 'part-too-much') {
		const place = { desk, thread: known.thread, file: anId(), part: 0, parts: 1, day: DAY }
		return store.write('storePart', { ...place, hash: aHash(), bytes: bytesOf(1), mostUnanswered: -1 })
	}
	const mostUnanswered = act === 'write' ? 1e9 : 0
	const signed = { ...sealed, signature: aSignature() }
	return store.write('storeMessage', { desk, thread: known.thread, ...signed, mostUnanswered })
}

test('a PostgreSQL server that drops every connection is found again', async () => {
	const store = await ENGINES.postgres()
	const desk = await storedDesk(store)
	const dropped = sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`
	await Promise.all([storedThread(store, desk), storedThread(store, desk), storedThread(store, desk)])
	await dropped.execute(store.read)
	await storedThread(store, desk)
	expect(await usedSpace(store.read)).toBe(4 * costOf(300))
	await store.close()
})

test('both engines have the same tables and columns', async () => {
	const [sqlite, onPostgres] = await Promise.all([ENGINES.sqlite(), ENGINES.postgres()])
	const columnsOf = async (store: Store) => {
		const tables = await store.read.introspection.getTables()
		return tables
			.filter(({ name }) => name !== 'filler' && name !== 'format')
			.map(({ name, columns }) => `${name}: ${columns.map((column) => column.name).join(' ')}`)
			.sort()
	}
	expect(await columnsOf(sqlite)).toEqual(await columnsOf(onPostgres))
	await Promise.all([sqlite.close(), onPostgres.close()])
})
