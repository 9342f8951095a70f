import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { readFrames } from '#contract/frames.ts'
import { refusalBody } from '#contract/refusal-body.ts'
import { STATUS } from '#server/api/refusal-status.ts'
import { checkDatabase } from '#server/storage/check-database.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { envelopeLike } from '../world/person.ts'
import { joinTeam, signInAs } from '../world/team.ts'
import { openTeamWorld, type TeamWorld } from '../world/team-world.ts'
import { triesOf, type Try } from './any-request.ts'
import { MARK } from './bent.ts'
import { ONCE, tries } from './how-many.ts'
import { takeSamples } from './samples.ts'

// Whatever arrives at whatever address: an answer of the contract, or a refusal of the contract that wrote nothing.

let world: TeamWorld
let database: DatabaseSync
/** Asked to join, and nobody has answered. */
let waiting: string
/** What the database held before the present try. */
let held: string
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

beforeAll(async () => {
	world = await openTeamWorld()
	database = new DatabaseSync(databasePath(world.server.dataDir), { readOnly: true })
	waiting = (await joinTeam(world.server, world.team, 'noor')).member.id
	await takeSamples(world, [waiting])
})
afterAll(async () => {
	agent.destroy()
	database.close()
	await world.server.stop()
})

async function send({ name, method, at, token, type, query, body }: Try) {
	const endpoint: Endpoint = ENDPOINTS[name]
	let next = 0
	const path = endpoint.path.replace(/\{\w+\}/g, () => encodeOdd(at[next++] ?? ''))
	const asked =
		query.length === 0 ? '' : `?${new URLSearchParams(query.map(([key, value]) => [key, value])).toString()}`
	const wanted = endpoint.request === 'json' ? 'application/json' : 'application/octet-stream'
	const who = OWN.has(name) ? world.lena : token === 'administrator' ? world.team.ruth : world.tomas
	const bearer = { administrator: who.token, member: who.token, none: null, nonsense: 'f'.repeat(64) }[token]
	const sent = request(`${world.server.address}/`, {
		path: path + asked,
		method: method ?? endpoint.method,
		agent,
		headers: {
			...(body === null ? {} : { 'content-type': type ?? wanted, 'content-length': body.length }),
			...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
		},
	})
	sent.end(body ?? undefined)
	const [answer] = (await once(sent, 'response')) as [IncomingMessage]
	const bytes = new Uint8Array(await buffer(answer))
	return { status: answer.statusCode ?? 0, type: answer.headers['content-type'], bytes }
}

/** As a client that is no browser may write it: what HTTP itself allows in a path, and nothing made right. */
function encodeOdd(value: string): string {
	return value.replace(/[^\x21-\x7e]/g, (letter) => encodeURIComponent(letter))
}

/** Changes with whatever is committed, also with a group of commands that were all undone (SQLite, "data_version"). */
function commits(): unknown {
	return database.prepare('PRAGMA data_version').get()?.['data_version']
}

function columns(): { table: string; column: string }[] {
	return database
		.prepare(
			`SELECT tables.name AS "table", columns.name AS "column"
			FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'`,
		)
		.all()
		.map(({ table, column }) => ({ table: String(table), column: String(column) }))
}

/** How many rows each table holds, and how many bytes are in each of its columns. */
function contents(): string {
	const tables = Map.groupBy(columns(), ({ table }) => table)
	const counted = Array.from(tables, ([table, all]) => {
		const sums = all.map(({ column }) => `total(octet_length("${column}"))`).join()
		const row = database.prepare(`SELECT count(*), ${sums} FROM "${table}"`).get() ?? {}
		return Object.values(row).join()
	})
	return counted.join(' ')
}

/** Where a text lies that nobody may have kept. */
function columnsWith(text: string): string[] {
	return columns()
		.filter(({ table, column }) => {
			const found = database.prepare(
				`SELECT count(*) AS rows FROM "${table}" WHERE instr("${column}", ?) > 0`,
			)
			return found.get(text)?.['rows'] !== 0
		})
		.map(({ table, column }) => `${table}.${column}`)
}

const jsonIn = (bytes: Uint8Array): unknown =>
	JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))

async function expectContract(tried: Try): Promise<boolean> {
	const { server } = world
	const before = commits()
	const { status, type, bytes } = await send(tried)
	expect(server.faults).toEqual([])
	if (tried.method === 'HEAD') return false
	if (status !== 200) {
		const { because } = v.parse(refusalBody, jsonIn(bytes))
		expect(['server-error', 'unavailable']).not.toContain(because)
		expect(status).toBe(STATUS[because])
		if (commits() !== before) expect(contents()).toBe(held)
		return false
	}
	const endpoint: Endpoint = ENDPOINTS[tried.name]
	if (tried.method !== null && tried.method !== endpoint.method) return false
	const told =
		type === 'application/json'
			? [jsonIn(bytes)]
			: endpoint.answer === 'bytes'
				? []
				: readFrames(bytes).map(({ head }) => head)
	for (const one of told) expect(v.safeParse(endpoint.tell, one).issues ?? []).toEqual([])
	return true
}

/** What these do to whoever asks, the next ones could not be asked: somebody else asks, and it is undone. */
const UNDOING: Partial<Record<EndpointName, () => Promise<unknown>>> = {
	endSession: () => signInAs(world.server, world.team.desk, world.lena),
	putKeyring: async () => {
		const json = {
			passphraseAuth: hashedSecret(world.lena.auth),
			sheetAuth: 'b'.repeat(64),
			keyring: KEYRING,
		}
		expect(await world.because('putKeyring', { at: world.at(), token: world.lena.token, json })).toBe('done')
	},
	beginTravel: async () => {
		const { store } = world.server.instance
		const lena = await store.read
			.selectFrom('members')
			.where('login', '=', 'lena')
			.select('id')
			.executeTakeFirstOrThrow()
		await store.write('endTravel', { account: lena.id, keyring: envelopeLike(300) })
		await signInAs(world.server, world.team.desk, world.lena)
	},
	destroy: () => takeSamples(world, [waiting]),
	discard: () => takeSamples(world, [waiting]),
}
const OWN = new Set<EndpointName>(['endSession', 'putKeyring', 'beginTravel'])
const KEYRING = envelopeLike(300).toBase64({ alphabet: 'base64url', omitPadding: true })

test('a request of any shape is answered as the contract says, and one that is refused writes nothing', async () => {
	const names = Object.keys(ENDPOINTS) as EndpointName[]
	const taken = new Map<EndpointName, number>()
	const any = fc.constantFrom(...names).chain((name) => triesOf(name, world.team.desk))
	const property = fc.asyncProperty(any, async (tried) => {
		if (!(await expectContract(tried))) return
		taken.set(tried.name, (taken.get(tried.name) ?? 0) + 1)
		await UNDOING[tried.name]?.()
		held = contents()
	})
	const { numRuns, seed } = tries(40_000)
	await fc.assert(property, { seed, numRuns, ...ONCE })
	// Were everything refused, nothing behind the first shape would have been tried.
	expect(taken.size).toBeGreaterThan(names.length / 2)
	expect(checkDatabase(database)).toBeGreaterThan(0)
	expect(columnsWith(MARK)).toEqual([])
}, 3_600_000)
