import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { sendFrames } from '#browser/desk/call-desk.ts'
import { firstMessage, envelopeLike, newPerson } from '../world/person.ts'
import { insertDisk, MAY_MOUNT, type RawDisk } from '../world/raw-disk.ts'
import { eachInChromium } from '../journeys/in-chromium.ts'
import { KESSA, teamOfTwo } from '../journeys/team-at-work.ts'
import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { Label } from '#domain/roster/roster.ts'
import { canari, type Canary, CanarySearch, OVERLAP } from './find-canaries.ts'
import { formsOfWords, secretOf, type ThreadSecrets, threadSecrets } from './journey-secrets.ts'
import { Journey } from './journey.ts'
import { type OwnServer, startOwnServer } from './own-server.ts'
import { CAN_READ_MEMORY, memoryOf } from './server-memory.ts'
import { type TappedLine, tapLine } from './tapped-line.ts'

// One whole journey on a server started as a host starts it. Each thing somebody writes, chooses or is given is a
// canary found nowhere else in the world; then every place the server can leave something in is searched for all.

/** Somewhere a thing can be left, and every byte of it. */
type Place = 'database' | 'log' | 'temporary files' | 'memory' | 'line'

const ADDRESS = '127.83.71.19'
const FORWARDED = '203.0.113.201'
const chromium = eachInChromium()

let folder: string
let disk: RawDisk | null = null
let line: TappedLine
let server: OwnServer
let ruth: OpenDesk
let tomas: OpenDesk

function letters(): string {
	return Array.from(randomBytes(8), (byte) => 'abcdefghijklmnop'.charAt(byte % 16)).join('')
}

function newcomer(of: string, label: Label): NewMember {
	return {
		name: canari(`name of ${of}`),
		login: `${of}-${randomBytes(5).toString('hex')}`,
		label,
		passphrase: `lantern harbour copper ${letters()} ${letters()} maple`,
		sheet: drawSheet(),
		secret: drawMemberSecret(),
	}
}

const members = [newcomer('ruth', 'coordinator'), newcomer('tomas', 'case-worker')] as const

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'canary-'))
	disk = MAY_MOUNT ? insertDisk(folder, 96) : null
	line = await tapLine(ADDRESS)
	server = await startOwnServer(folder, join(disk?.folder ?? folder, 'data'), line.port)
	line.leadTo(Number(new URL(server.address).port))
	callServerAt(`http://127.0.0.1:${String(line.port)}`)
	;[ruth, tomas] = await teamOfTwo(server.setupToken, KESSA, ...members)
})

afterAll(async () => {
	await server.stop()
	line.stop()
	disk?.takeOut()
	rmSync(folder, { recursive: true })
})

function* filesUnder(dir: string): Generator<Buffer> {
	for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
		yield Buffer.from(entry.name)
		if (entry.isFile()) yield readFileSync(join(entry.parentPath, entry.name))
	}
}

const PLACES: Record<Place, () => Iterable<Buffer>> = {
	database: () => filesUnder(server.dataDir),
	log: () => [readFileSync(server.log)],
	'temporary files': () => filesUnder(server.tempDir),
	memory: () => (CAN_READ_MEMORY ? memoryOf(server.pid, OVERLAP) : []),
	line: () => [line.wentUp()],
}
const ALL_PLACES = Object.keys(PLACES) as Place[]
/** Where nothing may be kept of a caller; memory and line cannot be without it. */
const KEPT: Place[] = ['database', 'log', 'temporary files']

/** What is found where, as sentences. */
function findIn(places: readonly Place[], canaries: readonly Canary[]): string[] {
	const search = new CanarySearch(canaries)
	return places.flatMap((place) => {
		const found = new Set<string>()
		for (const bytes of PLACES[place]()) for (const what of search.find(bytes)) found.add(what)
		return [...found].map((what) => `${place}: ${what}`)
	})
}

/** A request the server has begun to read and cannot finish: it holds what it has. */
async function halfRequest(planted: string): Promise<() => void> {
	const half = httpRequest({
		port: line.port,
		method: 'POST',
		path: `/api/v1/desks/${ruth.desk}/challenges`,
		headers: { 'content-type': 'application/json', 'content-length': 1000 },
	})
	half.on('error', () => undefined)
	half.write(JSON.stringify({ unknown: planted }))
	await new Promise((resolve) => setTimeout(resolve, 300))
	return () => half.destroy()
}

test('a canary planted in each place is found there', async () => {
	const planted = Object.fromEntries(ALL_PLACES.map((place) => [place, canari(place)])) as Record<
		Place,
		string
	>
	const canaries = ALL_PLACES.map((place) => ({ name: place, is: planted[place] }))

	const envelope = envelopeLike(5000)
	envelope.set(Buffer.from(planted.database), 3000)
	const { head, bytes } = firstMessage(newPerson(ruth.desk), envelope)
	await sendFrames('tell', [{ head: head as Parameters<typeof sendFrames<'tell'>>[1][0]['head'], bytes }], {
		at: { desk: ruth.desk },
	})
	appendFileSync(server.log, JSON.stringify({ fault: planted.log }))
	writeFileSync(join(server.tempDir, 'part'), Buffer.from(planted['temporary files'], 'utf16le'))
	const release = await halfRequest(planted.memory)
	const found = findIn(['database', 'log', 'temporary files', 'memory'], canaries)
	release()
	expect(findIn(['line'], canaries).join()).toContain('line: memory as json NFC')
	for (const place of ALL_PLACES)
		if (place !== 'line' && (place !== 'memory' || CAN_READ_MEMORY))
			expect(found.filter((what) => what.startsWith(`${place}: ${place} as`))).not.toEqual([])
})

let journey: Journey
let secrets: ThreadSecrets

test('of a whole journey the server has nothing that was said, and nothing of who said it', async () => {
	journey = new Journey({
		open: chromium,
		origin: `http://localhost:${String(line.port)}`,
		deskOrigin: `http://desk.localhost:${String(line.port)}`,
		member: members[0],
		headers: { 'x-forwarded-for': FORWARDED },
	})
	await journey.tellAndAdd()
	expect(findIn(ALL_PLACES, journey.said)).toEqual([])
	await journey.openAnswerAndExport()
	await journey.comeBackAndWrite()

	secrets = await threadSecrets(journey.returnWords, tomas, members)
	const never = [...journey.said, ...formsOfWords(secretOf(journey.returnWords)), ...secrets.keys]
	expect(findIn(ALL_PLACES, never)).toEqual([])

	const caller = [
		{ name: 'address', is: ADDRESS },
		{ name: 'address in four bytes', is: Uint8Array.from(ADDRESS.split('.').map(Number)) },
		{ name: 'forwarded address', is: FORWARDED },
		...journey.proofs,
	]
	expect(journey.proofs.length).toBeGreaterThan(8)
	expect(findIn(KEPT, caller)).toEqual([])

	// What the threat model says the server sees, found by the same search.
	expect(
		findIn(
			KEPT,
			members.map(({ login }) => ({ name: 'login', is: login })),
		),
	).toEqual(['database: login as text NFC, utf-8'])
})

test('after the team has destroyed the message, nothing even of its locked bytes is left', async () => {
	const { pieces } = secrets
	expect(pieces.length).toBeGreaterThan(30)
	// Now and then a piece lies across two pages of the database.
	expect(findIn(['database'], pieces).length).toBeGreaterThan(0.9 * pieces.length)
	await journey.destroy()
	expect(findIn(['database', 'log', 'temporary files'], pieces)).toEqual([])
	await server.stop()
	if (disk === null) return
	const raw = disk.takeOut()
	disk = null
	expect(new CanarySearch(pieces).find(raw)).toEqual([])
	const stillThere = { name: 'login', is: members[0].login }
	expect(new CanarySearch([stillThere]).find(raw)).not.toEqual([])
})
