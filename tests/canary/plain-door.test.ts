import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { Label } from '#domain/roster/roster.ts'
import { KESSA, storiesFor, teamOfTwo } from '../journeys/team-at-work.ts'
import { beginPost, childrenOf, filledIn } from '../world/plain-door.ts'
import { canari, CanarySearch, OVERLAP } from './find-canaries.ts'
import { formsOfWords, secretOf } from './journey-secrets.ts'
import { type OwnServer, startOwnServer } from './own-server.ts'
import { CAN_READ_MEMORY, memoryOf } from './server-memory.ts'
import { type TappedLine, tapLine } from './tapped-line.ts'

// The one place where something may be read in the clear: the child that answers, as long as it lives. The server,
// its database, its log, its temporary files, and the launcher that hands connections on must never have it.

let folder: string
let line: TappedLine
let server: OwnServer
let tomas: OpenDesk
let port: number
let launcher: number

function newcomer(login: string, label: Label): NewMember {
	const passphrase = `${login} lantern harbour copper violet maple`
	return { name: login, login, label, passphrase, sheet: drawSheet(), secret: drawMemberSecret() }
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'canary-door-'))
	line = await tapLine('127.83.71.20')
	const settings = { PLAIN_DOOR: 'on', PLAIN_DOOR_PORT: '0' }
	server = await startOwnServer(folder, join(folder, 'data'), line.port, settings)
	line.leadTo(Number(new URL(server.address).port))
	callServerAt(`http://127.0.0.1:${String(line.port)}`)
	;[, tomas] = await teamOfTwo(
		server.setupToken,
		KESSA,
		newcomer('ruth', 'coordinator'),
		newcomer('tomas', 'case-worker'),
	)
	port = Number(/^Page without script: port (\d+)/m.exec(readFileSync(server.log, 'utf8'))?.[1])
	launcher = childrenOf(server.pid)[0]!
})

afterAll(async () => {
	await server.stop()
	line.stop()
	rmSync(folder, { recursive: true })
})

function* filesUnder(dir: string): Generator<Buffer> {
	for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
		yield Buffer.from(entry.name)
		if (entry.isFile()) yield readFileSync(join(entry.parentPath, entry.name))
	}
}

function foundIn(search: CanarySearch, bytes: Iterable<Buffer>): string[] {
	const found = new Set<string>()
	for (const piece of bytes) for (const what of search.find(piece)) found.add(what)
	return [...found]
}

/** What is found in every place that outlives the answer. */
function kept(search: CanarySearch): Record<string, string[]> {
	const memory = (pid: number) => (CAN_READ_MEMORY ? foundIn(search, memoryOf(pid, OVERLAP)) : [])
	return {
		database: foundIn(search, filesUnder(server.dataDir)),
		log: foundIn(search, [readFileSync(server.log)]),
		'temporary files': foundIn(search, filesUnder(server.tempDir)),
		server: memory(server.pid),
		launcher: memory(launcher),
		'children that wait': childrenOf(launcher).flatMap(memory),
	}
}

/** Waits until a child has read what was sent. @returns the children that have it */
async function untilRead(search: CanarySearch): Promise<number[]> {
	const holders = () =>
		childrenOf(launcher).filter((pid) => foundIn(search, memoryOf(pid, OVERLAP)).length > 0)
	if (!CAN_READ_MEMORY) return []
	await expect.poll(holders, { timeout: 120_000 }).not.toEqual([])
	return holders()
}

/** Waits until these children have ended. */
async function untilGone(holders: readonly number[]): Promise<void> {
	const left = () => childrenOf(launcher).filter((pid) => holders.includes(pid))
	await expect.poll(left, { timeout: 120_000 }).toEqual([])
}

const NOTHING_ANYWHERE = {
	database: [],
	log: [],
	'temporary files': [],
	server: [],
	launcher: [],
	'children that wait': [],
}

const step = () => ({ port, host: `localhost:${String(port)}` })

test('what is written without script is in the child while it lives, and nowhere after it', async () => {
	const story = canari('story')
	const search = new CanarySearch([{ name: 'story', is: story }])
	const body = filledIn(`${story} ${'and more. '.repeat(50)}`, tomas.desk)
	const { socket, ended } = await beginPost(step(), body.slice(0, -20), 20)

	// Positive control: the same search finds it, in one child, and in the processes that live on it does not.
	const holders = await untilRead(search)
	expect(holders).toHaveLength(CAN_READ_MEMORY ? 1 : 0)
	expect({ ...kept(search), 'children that wait': [] }).toEqual(NOTHING_ANYWHERE)

	socket.write(body.slice(-20))
	const answer = await ended
	await untilGone(holders)
	const words = Array.from(answer.matchAll(/<li>(\p{L}+)<\/li>/gu), ([, word = '']) => word)
	expect(words).toHaveLength(9)
	const never = new CanarySearch([{ name: 'story', is: story }, ...formsOfWords(secretOf(words))])
	expect(never.find(Buffer.from(answer))).not.toEqual([])
	expect(kept(never)).toEqual(NOTHING_ANYWHERE)
	const [stored] = await storiesFor(tomas)
	expect(stored).toMatchObject({ door: 'plain', text: expect.stringContaining(story) as string })
}, 480_000)

test('what a child held that was killed, or that nobody finished, is gone with it', async () => {
	const story = canari('cut off')
	const search = new CanarySearch([{ name: 'cut off', is: story }])
	const body = filledIn(story, tomas.desk)
	for (const end of ['killed', 'hung up'] as const) {
		const { socket, ended } = await beginPost(step(), body, 5)
		const holders = await untilRead(search)
		if (end === 'killed') for (const child of holders) process.kill(child, 'SIGKILL')
		else socket.destroy()
		await ended
		await untilGone(holders)
	}
	expect(kept(search)).toEqual(NOTHING_ANYWHERE)
}, 480_000)
