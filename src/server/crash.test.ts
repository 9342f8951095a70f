import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDatabase } from '#server/storage/check-database.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import { fastHash } from '#server/usecases/sealed-bytes.ts'
import { ask, startApi } from '../../tests/world/api-server.ts'
import { envelopeLike, filePart, firstMessage, newPerson } from '../../tests/world/person.ts'
import { openTeam } from '../../tests/world/team.ts'

const TRIALS = Number(process.env['TRIALS'] ?? (process.env['PROVE'] === '1' ? 1000 : 50))
const SENDERS = 8
const folder = mkdtempSync(join(tmpdir(), 'crash-'))
const template = join(folder, 'template')
const program = new URL('../../tests/world/api-process.ts', import.meta.url).pathname
const noSync = new URL('../../tests/world/no-sync.ts', import.meta.url).href
let desk: string

beforeAll(async () => {
	const server = await startApi({ dataDir: template })
	desk = (await openTeam(server)).desk
	await server.stop()
})
afterAll(() => {
	rmSync(folder, { recursive: true })
})

type Running = { child: ChildProcess; address: string; pid: number }

async function run(command: readonly string[], dataDir: string): Promise<Running> {
	const [program = '', ...words] = [...command, dataDir]
	const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
	const [line] = (await once(child.stdout, 'data')) as [Buffer]
	const [address = '', pid] = line.toString().trim().split(' ')
	return { child, address, pid: Number(pid) }
}

/** What a sender was told is stored. */
type Acknowledged = { messages: Map<string, string>; parts: Map<string, string> }

/** Sends messages and files one after the other until the server is gone. */
async function sendUntilGone(address: string, told: Acknowledged): Promise<void> {
	for (;;) {
		const person = newPerson(desk)
		const story = envelopeLike(5000 + Math.floor(Math.random() * 40_000))
		const file = person.mailbox
		const part = envelopeLike(20_000 + Math.floor(Math.random() * 100_000))
		try {
			const at = { desk }
			const first = await ask(address, 'tell', { at, frames: [firstMessage(person, story)] })
			if (first.status === 200) told.messages.set(person.mailbox, fastHash(story))
			const frames = [filePart(person, { file, part: 0, parts: 1 }, part)]
			const sent = await ask(address, 'sendPart', { at, frames })
			if (sent.status === 200) told.parts.set(file, fastHash(part))
		} catch (error) {
			// The connection ended with the server: how fetch says so.
			if (error instanceof TypeError) return
			throw error
		}
	}
}

function missing(dataDir: string, told: Acknowledged): string[] {
	const database = new DatabaseSync(databasePath(dataDir))
	// Every sealed thing has the hash beside it that its bytes have, or this throws.
	checkDatabase(database)
	const message = database.prepare(
		'SELECT hash FROM messages JOIN threads ON threads.id = messages.thread WHERE mailbox = ?',
	)
	const part = database.prepare('SELECT hash FROM file_parts WHERE file = ?')
	const lost = [
		...[...told.messages].filter(([mailbox, hash]) => message.get(mailbox)?.['hash'] !== hash),
		...[...told.parts].filter(([file, hash]) => part.get(file)?.['hash'] !== hash),
	]
	database.close()
	return lost.map(([name]) => name)
}

test(
	`what was acknowledged is there after the server was killed or stopped, ${String(TRIALS)} times`,
	async () => {
		let acknowledged = 0
		for (let trial = 0; trial < TRIALS; trial++) {
			const dataDir = join(folder, `trial-${String(trial)}`)
			cpSync(template, dataDir, { recursive: true })
			const { child, address } = await run([process.execPath, program], dataDir)
			const told: Acknowledged = { messages: new Map(), parts: new Map() }
			const senders = Array.from({ length: SENDERS }, () => sendUntilGone(address, told))
			await pause(20 + Math.random() * 250)
			const gone = once(child, 'exit')
			child.kill(trial % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
			await Promise.all([gone, ...senders])
			expect(missing(dataDir, told)).toEqual([])
			acknowledged += told.messages.size + told.parts.size
			await (await openSqliteStore(dataDir)).close()
			rmSync(dataDir, { recursive: true })
		}
		expect(acknowledged).toBeGreaterThan(TRIALS)
	},
	60_000 + TRIALS * 15_000,
)

/** How many of `count` messages were acknowledged with no sync since the acknowledgement before. */
async function acknowledgedUnsynced(command: readonly string[], count: number): Promise<number> {
	const dataDir = mkdtempSync(join(folder, 'traced-'))
	cpSync(template, dataDir, { recursive: true })
	const trace = join(dataDir, 'trace')
	const strace = ['strace', '-f', '-o', trace, '-s', '16', '-e', 'trace=fdatasync,fsync,write,writev,sendto']
	const { child, address, pid } = await run([...strace, ...command], dataDir)
	for (let sent = 0; sent < count; sent++) {
		const frames = [firstMessage(newPerson(desk), envelopeLike(23_000))]
		expect((await ask(address, 'tell', { at: { desk }, frames })).status).toBe(200)
	}
	const gone = once(child, 'exit')
	process.kill(pid, 'SIGTERM')
	await gone
	let synced = false
	let unsynced = 0
	let answers = 0
	for (const line of readFileSync(trace, 'utf8').split('\n')) {
		// A call another thread interrupted ends on a line of its own; only then is it done.
		if (/(?:fdatasync|fsync)(?:\(| resumed>).*= 0$/.test(line)) synced = true
		if (!line.includes('HTTP/1.1 200')) continue
		answers += 1
		if (!synced) unsynced += 1
		synced = false
	}
	expect(answers).toBe(count)
	return unsynced
}

test('the server syncs to the disk between a message and its acknowledgement', async () => {
	expect(await acknowledgedUnsynced([process.execPath, program], 20)).toBe(0)
	// The same test without syncing: it would be noticed.
	expect(await acknowledgedUnsynced([process.execPath, '--import', noSync, program], 20)).toBeGreaterThan(10)
})
