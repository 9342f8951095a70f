import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { hexToBytes } from '@noble/hashes/utils.js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { openDesk } from '#browser/desk/open-desk.ts'
import { loadDrawer } from '#browser/desk/inbox/drawer.ts'
import type { Day } from '#domain/days.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { unlockingFromSheet } from '#vault/member-keys.ts'
import { readWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { type AtWork, look, openFirst } from '../world/at-work.ts'
import { readerKeysOf, readerOf } from '#browser/desk/inbox/reader.ts'
import { type PostgresServer, startPostgres } from '../world/postgres-server.ts'
import { answersFor, comeBack, routeAfter, type Writer } from '../world/writer.ts'

// Databases written by earlier releases (freeze-database.ts). What people left there must open in every later one.

const FORMATS = [1] as const
const ENGINES = ['sqlite', 'postgres'] as const

type Words = { language: string; words: string }
type Frozen = {
	day: Day
	desk: string
	members: { login: string; sheet: string }[]
	amina: { words: Words; story: string; addition: string; note: string; answer: string }
	daoud: { words: Words; story: string }
}

const frozenFile = (name: string) => readFileSync(new URL(`database-v${name}`, import.meta.url))

let folder: string
let postgres: PostgresServer

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'frozen-'))
	postgres = await startPostgres()
})
afterAll(async () => {
	await postgres.stop()
	rmSync(folder, { recursive: true })
})

async function startOn(format: number, engine: (typeof ENGINES)[number]): Promise<ApiServer> {
	const dataDir = join(folder, `${String(format)}-${engine}`)
	mkdirSync(dataDir)
	if (engine === 'sqlite') {
		writeFileSync(databasePath(dataDir), gunzipSync(frozenFile(`${String(format)}.sqlite.gz`)))
		return startApi({ dataDir })
	}
	const databaseUrl = await postgres.newDatabase()
	const client = new pg.Client({ connectionString: databaseUrl })
	await client.connect()
	await client.query(gunzipSync(frozenFile(`${String(format)}.postgres.sql.gz`)).toString())
	await client.end()
	return startApi({ dataDir, databaseUrl })
}

const cases = FORMATS.flatMap((format) => ENGINES.map((engine) => [format, engine] as const))

describe.each(cases)('a database of format %i on %s', (format, engine) => {
	const { [engine]: frozen } = JSON.parse(frozenFile(`${String(format)}.json`).toString()) as Record<
		typeof engine,
		Frozen
	>
	let server: ApiServer
	let ruth: AtWork & Writer['team']
	let tomas: AtWork

	beforeAll(async () => {
		server = await startOn(format, engine)
		server.clock.now = new Date(`${frozen.day}T12:00:00Z`)
		callServerAt(server.address)
		ruth = await enter(0)
		tomas = await enter(1)
	})
	afterAll(() => server.stop())

	async function enter(at: 0 | 1): Promise<typeof ruth> {
		const { login, sheet } = frozen.members[at] ?? { login: '', sheet: '' }
		const unlocking = unlockingFromSheet(hexToBytes(sheet))
		const open = await openDesk({ desk: frozen.desk, login, way: 'sheet', unlocking }, frozen.day)
		return { ...open, reader: readerOf(readerKeysOf(open)) }
	}

	async function returning({ language, words }: Words): Promise<Writer> {
		const list = lists.find((one) => one.language === language)
		const read = list === undefined ? null : readWords(words, 'return', list)
		if (read?.ok !== true) throw new Error('these are no return words')
		return comeBack(ruth, read.secret)
	}

	test('return words kept since then open the mailbox and the answer in it', async () => {
		const amina = await returning(frozen.amina.words)
		expect((await answersFor(amina)).map(({ text }) => text)).toEqual([frozen.amina.answer])
		expect(await answersFor(await returning(frozen.daoud.words))).toEqual([])
	})

	test('members read what they read then, and take in what had waited', async () => {
		const { mailbox } = (await returning(frozen.amina.words)).mailbox.keys
		for (const member of [ruth, tomas]) {
			const { state, broken, rolledBack } = await look(mailbox, member)
			expect({ broken, rolledBack }).toEqual({ broken: null, rolledBack: null })
			expect(state.story?.text).toBe(frozen.amina.story)
			expect(state.notes.map(({ text }) => text)).toEqual([frozen.amina.note])
		}
		const drawer = await loadDrawer(ruth.reader, ruth.token)
		expect(drawer.digests.get(mailbox)?.gist).toBe(frozen.amina.story)
		const waiting = (await returning(frozen.daoud.words)).mailbox.keys.mailbox
		expect((await openFirst(waiting, tomas, frozen.day)).state.story?.text).toBe(frozen.daoud.story)
	})

	test('a person who kept their words can write again', async () => {
		const amina = await returning(frozen.amina.words)
		const [answer] = await answersFor(amina)
		if (answer === undefined) throw new Error('no answer')
		const addition = { kind: 'addition', topic: 'more', text: 'Ils sont revenus.', when: null } as const
		await amina.visit.say(addition, routeAfter(answer))
		const { mailbox } = amina.mailbox.keys
		const texts = [...(await look(mailbox, ruth)).originals.values()].map(({ message }) =>
			typeof message === 'string' ? message : message.body,
		)
		expect(texts.join()).toContain('Ils sont revenus.')
		expect(texts.join()).toContain(frozen.amina.addition)
	})
})
