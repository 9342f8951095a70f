import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import card from '#content/en/interface/card.json' with { type: 'json' }
import plain from '#content/en/interface/plain.json' with { type: 'json' }
import tell from '#content/en/interface/tell.json' with { type: 'json' }
import {
	answeringChildren,
	beginPost,
	childrenOf,
	filledIn,
	openPlainDoor,
	type PlainDoor,
	postHead,
	type Raw,
	rawLine,
} from '../world/plain-door.ts'
import { startTeam, storedMessages, type TeamAtWork } from './team-at-work.ts'

// Whoever pushes against the door: with nonsense, with crowds, or by killing what answers.

const MOST_CHILDREN = 6

let team: TeamAtWork
let door: PlainDoor
let host: string
/** A message that is stored when all of it arrives. */
let good: string
const lines: Raw[] = []

beforeAll(async () => {
	team = await startTeam()
	door = await openPlainDoor(team.origin)
	host = new URL(door.origin).host
	good = filledIn('Amina was followed.', team.tomas.desk)
})

afterEach(() => {
	for (const { socket } of lines.splice(0)) socket.destroy()
})

afterAll(async () => {
	await door.stop()
	await team.stop()
})

async function line(): Promise<Raw> {
	const raw = await rawLine(door.port)
	lines.push(raw)
	return raw
}

async function answerTo(sent: string | Buffer): Promise<string> {
	const { socket, ended } = await line()
	socket.write(sent)
	return ended
}

/** A person's message, from the first byte to the answer. */
function post(body: string): Promise<string> {
	return answerTo(postHead(host, Buffer.byteLength(body)) + body)
}

/** A request of which half has come. */
async function halfPost(): Promise<Raw> {
	const raw = await line()
	const body = filledIn('Half of it.', team.tomas.desk)
	raw.socket.write(postHead(host, body.length) + body.slice(0, 10))
	return raw
}

/** Longer than a busy machine takes; nothing is measured. */
const SLOW = { timeout: 120_000 }

function isOpen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy()
			resolve(true)
		})
		socket.on('error', () => {
			resolve(false)
		})
	})
}

const head = (first: string, ...more: string[]) => `${[first, ...more].join('\r\n')}\r\n\r\n`
const form = 'content-type: application/x-www-form-urlencoded'

const NONSENSE: Record<string, [number, () => string]> = {
	'no HTTP at all': [400, () => 'let me in\r\n\r\n'],
	'a head without end': [
		400,
		() => head('GET /en/w/plain HTTP/1.1', `host: ${host}`, `x: ${'a'.repeat(40_000)}`),
	],
	'two lengths': [
		400,
		() => head('POST /en/w/plain HTTP/1.1', `host: ${host}`, form, 'content-length: 1', 'content-length: 2'),
	],
	'a length and chunks': [
		400,
		() =>
			head(
				'POST /en/w/plain HTTP/1.1',
				`host: ${host}`,
				form,
				'content-length: 5',
				'transfer-encoding: chunked',
			),
	],
	'no name of a host': [421, () => head('GET /en/w/plain HTTP/1.1')],
	'the name of another host': [421, () => head('GET /en/w/plain HTTP/1.1', 'host: evil.example')],
	'a host that is no name': [421, () => head('GET /en/w/plain HTTP/1.1', 'host: [')],
	'another method': [405, () => head('DELETE /en/w/plain HTTP/1.1', `host: ${host}`)],
	'a body of another kind': [
		400,
		() =>
			head(
				'POST /en/w/plain HTTP/1.1',
				`host: ${host}`,
				'content-type: application/json',
				'content-length: 2',
			) + '{}',
	],
	'a form shown by another site': [
		403,
		() =>
			head(
				'POST /en/w/plain HTTP/1.1',
				`host: ${host}`,
				form,
				'sec-fetch-site: cross-site',
				`content-length: ${String(good.length)}`,
			) + good,
	],
	'a form shown by an older browser on another site': [
		403,
		() =>
			head(
				'POST /en/w/plain HTTP/1.1',
				`host: ${host}`,
				form,
				'origin: https://evil.example',
				`content-length: ${String(good.length)}`,
			) + good,
	],
	'fields nobody offers': [400, () => postHead(host, 18) + 'text=a&reach=cover'],
	'a body that says it is huge': [413, () => postHead(host, 5_000_000)],
	'a body that turns out huge': [
		413,
		() =>
			head('POST /en/w/plain HTTP/1.1', `host: ${host}`, form, 'transfer-encoding: chunked') +
			`100000\r\n${'a'.repeat(0x10_00_00)}\r\n0\r\n\r\n`,
	],
	'a way up the folders': [303, () => head('GET /../../etc/passwd HTTP/1.1', `host: ${host}`)],
}

test.each(Object.keys(NONSENSE))('%s is answered, and nothing is stored', async (what) => {
	const before = await storedMessages(team.tomas)
	const [status, sent] = NONSENSE[what]!
	const answer = await answerTo(sent())
	expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `))
	expect(answer).toContain("default-src 'none'")
	expect(answer).toContain('no-store')
	expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
	expect(await storedMessages(team.tomas)).toBe(before)
})

test('whoever names no team is asked which, and keeps what they wrote', async () => {
	const answer = await post('text=Amina&reach=team-only')
	expect(answer).toMatch(/^HTTP\/1\.1 400 /)
	expect(answer).toContain(card.chooseFirst)
	expect(answer).toContain('>\nAmina</textarea>')
})

test('a second request behind the first is not answered by the same child', async () => {
	const once = postHead(host, good.length) + good
	const answer = await answerTo(once + once)
	expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(1)
	expect(answer.match(/<ol class="words"/g)).toHaveLength(1)
})

test('when the child dies, the person is told in their language, and the next one is answered', async () => {
	const { ended } = await beginPost({ port: door.port, host }, good.slice(0, -9), 9)
	const killed = childrenOf(door.pid)
	for (const child of killed) process.kill(child, 'SIGKILL')
	const answer = await ended
	expect(answer).toMatch(/^HTTP\/1\.1 500 /)
	expect(answer).toContain(plain.broken)
	expect(answer).toContain('lang="ar" dir="rtl"')
	// The one that was waiting was killed as well: the door has to see that before it hands out the next.
	const isAnother = (child: number) => !killed.includes(child)
	await expect.poll(() => childrenOf(door.pid).some(isAnother), SLOW).toBe(true)
	expect(await post(good)).toContain(tell.sentTitle)
})

test('a request that has come is answered, however late its child gets a turn to see it', async () => {
	const late = await line()
	await expect.poll(() => answeringChildren(door.pid).length, SLOW).toBe(1)
	const [child = 0] = answeringChildren(door.pid)
	// As on a machine that has no time for it, until the launcher takes the person for silent.
	process.kill(child, 'SIGSTOP')
	late.socket.write(postHead(host, good.length) + good)
	await new Promise((resolve) => setTimeout(resolve, 12_000))
	process.kill(child, 'SIGCONT')
	expect(await late.ended).toContain(tell.sentTitle)
})

test('a crowd that says nothing keeps nobody out, and never starts more children than agreed', async () => {
	await Promise.all(Array.from({ length: MOST_CHILDREN + 2 }, line))
	const counts: number[] = []
	const counting = setInterval(() => counts.push(childrenOf(door.pid).length), 50)
	await expect.poll(() => childrenOf(door.pid).length, SLOW).toBe(MOST_CHILDREN)
	const answer = await post(good)
	clearInterval(counting)
	expect(answer).toContain(tell.sentTitle)
	expect(Math.max(...counts)).toBe(MOST_CHILDREN)
})

test('whoever comes when all places to wait are taken is told at once', async () => {
	const crowd = await Promise.all(Array.from({ length: 60 }, halfPost))
	const turnedAway = await Promise.race(crowd.map(({ ended }) => ended))
	expect(turnedAway).toMatch(/^HTTP\/1\.1 503 /)
	expect(turnedAway).toContain(plain.busy)
	expect(childrenOf(door.pid).length).toBeLessThanOrEqual(MOST_CHILDREN)
})

test('a door that closes finishes what it has begun', async () => {
	const other = await openPlainDoor(team.origin)
	const step = { port: other.port, host: new URL(other.origin).host }
	const { socket, ended } = await beginPost(step, good.slice(0, -9), 9)
	const stopped = other.stop()
	await expect.poll(() => isOpen(other.port), SLOW).toBe(false)
	socket.write(good.slice(-9))
	expect(await ended).toContain(tell.sentTitle)
	await stopped
})
