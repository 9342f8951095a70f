import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databasePath } from '#server/storage/data-folder.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import { headerOf, openPostOffice, type PostOffice } from '../../../tests/world/post-office.ts'
import { aHash, anId, bytesOf, DAY, storedDesk } from '../../../tests/world/stored-desk.ts'

const MEMBERS = 60
const TRIALS = process.env['PROVE'] === '1' ? 50 : 4
/** Mails a server has in hand at once. */
const IN_HAND = 4
const program = new URL('../../../tests/world/notices-process.ts', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'killed-'))
let post: PostOffice

beforeAll(async () => {
	post = await openPostOffice()
})
afterAll(async () => {
	await post.stop()
	rmSync(folder, { recursive: true })
})

/** A folder in which so many members wait for a mail. @returns their addresses */
async function withMailsWaiting(dataDir: string): Promise<string[]> {
	let store = await openSqliteStore(dataDir)
	const desk = await storedDesk(store)
	await store.close()
	const database = new DatabaseSync(databasePath(dataDir))
	const insert = database.prepare(
		'INSERT INTO members (desk, member, login, passphrase_auth, sheet_auth, keyring, active) VALUES (?, ?, ?, ?, ?, ?, 1)',
	)
	const accounts = Array.from({ length: MEMBERS }, (_, at) =>
		Number(insert.run(desk, anId(), `m${String(at)}`, aHash(), aHash(), bytesOf(10)).lastInsertRowid),
	)
	database.close()
	store = await openSqliteStore(dataDir)
	const way = { desk, way: 'mail', secret: null, language: 'ar', quiet: null, day: DAY } as const
	for (const account of accounts)
		await store.write('putNoticeWay', {
			...way,
			account,
			address: `${String(account)}@example.org`,
			messageId: anId(),
		})
	await store.close()
	return accounts.map((account) => `${String(account)}@example.org`)
}

const peopleTold = () => new Set(post.mails.map(({ to }) => to))

/** Sends from the folder until so many people have their mail, then is killed. */
async function sendUntil(dataDir: string, people: number, minutesAhead: number): Promise<void> {
	const child = spawn(process.execPath, [program, dataDir, post.url, String(minutesAhead)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	await once(child.stdout, 'data')
	while (peopleTold().size < people && child.exitCode === null) await pause(2)
	const gone = once(child, 'exit')
	child.kill('SIGKILL')
	await gone
}

test(
	`nobody is missed by a server that is killed while it sends, and what repeats has its name, ${String(TRIALS)} times`,
	async () => {
		for (let trial = 0; trial < TRIALS; trial++) {
			const dataDir = join(folder, String(trial))
			const addresses = await withMailsWaiting(dataDir)
			post.mails.length = 0
			await sendUntil(dataDir, 1 + Math.floor(Math.random() * 40), 0)
			expect(peopleTold().size).toBeLessThan(MEMBERS)
			// The mails that were in hand are left alone until their time is over.
			await sendUntil(dataDir, MEMBERS, 10)
			expect(peopleTold()).toEqual(new Set(addresses))
			const byPerson = Map.groupBy(post.mails, ({ to }) => to)
			const twice = [...byPerson.values()].filter((mails) => mails.length > 1)
			expect(twice.length).toBeLessThanOrEqual(IN_HAND)
			for (const mails of twice)
				expect(new Set(mails.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(1)
		}
	},
	TRIALS * 60_000,
)
