import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { writeFrames } from '#contract/frames.ts'
import { refusalBody } from '#contract/refusal-body.ts'
import { STATUS } from '#server/api/refusal-status.ts'
import * as v from 'valibot'
import { type ApiServer, startApi } from '../../../tests/world/api-server.ts'
import { envelopeLike } from '../../../tests/world/person.ts'
import { change, type Colleague, joinTeam, openTeam, signInAs, type Team } from '../../../tests/world/team.ts'

let server: ApiServer
let team: Team
let noor: Colleague

beforeAll(async () => {
	server = await startApi()
	team = await openTeam(server)
	noor = await joinTeam(server, team, 'noor', 'interpreter', [])
	await change(server, team, { kind: 'member-added', member: noor.member })
	await signInAs(server, team.desk, noor)
})
afterAll(() => server.stop())

const endpoints = Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]
const withBody = endpoints.filter(([, { request }]) => request !== 'none')

function addressOf({ path }: Endpoint, change: Record<string, string> = {}): string {
	const values: Record<string, string> = {
		desk: team.desk,
		thread: 'a'.repeat(32),
		file: 'b'.repeat(32),
		member: 'c'.repeat(32),
		passkey: 'd'.repeat(32),
		parcel: 'e'.repeat(32),
		part: '0',
		...change,
	}
	return server.address + path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

function typeOf({ request }: Endpoint): string {
	return request === 'json' ? 'application/json' : 'application/octet-stream'
}

/** Of somebody who may call it. */
function tokenFor({ caller }: Endpoint): string {
	return caller === 'interpreter' ? noor.token : team.ruth.token
}

async function send(
	endpoint: Endpoint,
	body: string | Uint8Array | null,
	change: { type?: string; address?: string; token?: string | null } = {},
): Promise<Response> {
	const token = change.token === undefined ? tokenFor(endpoint) : change.token
	return fetch(change.address ?? addressOf(endpoint), {
		method: endpoint.method,
		body: body === null || typeof body === 'string' ? body : Uint8Array.from(body),
		headers: {
			...(body === null ? {} : { 'content-type': change.type ?? typeOf(endpoint) }),
			...(token === null ? {} : { authorization: `Bearer ${token}` }),
		},
	})
}

/** Every refusal names a reason of the contract, with its status; none is a fault of the server. */
async function expectRefusal(response: Response, because: string[] = []): Promise<void> {
	const text = await response.text()
	const body = v.parse(refusalBody, JSON.parse(text))
	expect(response.status).toBe(STATUS[body.because])
	expect(body.because).not.toBe('server-error')
	expect(body.because).not.toBe('unavailable')
	if (because.length > 0) expect(because).toContain(body.because)
	expect(response.headers.get('cache-control')).toBe('no-store')
	expect(response.headers.get('x-content-type-options')).toBe('nosniff')
	expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
	expect(response.headers.get('set-cookie')).toBeNull()
}

const NOT_JSON = ['', '{', '"', 'nul', '\u0000', '[]]', '{"a":1', '\ud800']
const WRONG_JSON = [
	'null',
	'0',
	'[]',
	'"text"',
	'{}',
	'{"__proto__":{"mailbox":"x"}}',
	`{"mailbox":${'['.repeat(300)}${']'.repeat(300)}}`,
	'{"mailbox":1e999,"challenge":null,"signature":[]}',
	JSON.stringify({ entry: { text: '{"kind":"from-the-future","v":9}', signatures: [] } }),
]

describe.each(withBody)('%s', (_name, endpoint) => {
	test('nonsense, half a body and wrong shapes are refused with a reason', async () => {
		const { request } = endpoint
		const bodies: (string | Uint8Array)[] =
			request === 'json'
				? [...NOT_JSON, ...WRONG_JSON, randomBytes(300)]
				: [
						...NOT_JSON.filter((text) => text !== ''),
						...WRONG_JSON.map((head) => headFrame(head, envelopeLike(500))),
						Uint8Array.from([255, 255, 255, 255, 1]),
						Uint8Array.from([0, 0, 0, 9, 123]),
						writeFrames([{ head: {}, bytes: envelopeLike(500) }]).subarray(0, 400),
						writeFrames([
							{ head: {}, bytes: new Uint8Array() },
							{ head: {}, bytes: new Uint8Array() },
						]),
						randomBytes(300),
					]
		for (const body of bodies) {
			const response = await send(endpoint, body)
			// An invitation needs nothing but to be asked for.
			if (endpoint === ENDPOINTS.invite && response.ok) continue
			await expectRefusal(response)
		}
		expect(server.faults).toEqual([])
	})

	test('a body sent as something else is refused', async () => {
		for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])
			await expectRefusal(await send(endpoint, '{}', { type }), ['malformed'])
	})

	test('a body that is too large is refused before it is read', async () => {
		const response = await send(endpoint, new Uint8Array(endpoint.largest + 1))
		await expectRefusal(response, ['too-large'])
	})

	test('a body that grows too large without having said so is refused', async () => {
		const chunk = new Uint8Array(64 * 1024)
		let left = endpoint.largest + 1
		const body = new ReadableStream<Uint8Array>({
			pull: (controller) => {
				if (left <= 0) controller.close()
				else controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)))
				left -= chunk.length
			},
		})
		const response = await fetch(addressOf(endpoint), {
			method: endpoint.method,
			body,
			duplex: 'half',
			headers: { 'content-type': typeOf(endpoint), authorization: `Bearer ${tokenFor(endpoint)}` },
		} as RequestInit)
		await expectRefusal(response, ['too-large'])
	})
})

function headFrame(head: string, bytes: Uint8Array): Uint8Array {
	const text = new TextEncoder().encode(head)
	const frame = new Uint8Array(8 + text.length + bytes.length)
	const view = new DataView(frame.buffer)
	view.setUint32(0, text.length)
	frame.set(text, 4)
	view.setUint32(4 + text.length, bytes.length)
	frame.set(bytes, 8 + text.length)
	return frame
}

describe.each(endpoints)('%s', (_name, endpoint) => {
	const body = () => {
		if (endpoint.request === 'none') return null
		return endpoint.request === 'json' ? '{}' : headFrame('{}', envelopeLike(300))
	}

	test('an unknown desk and ids that are none are refused', async () => {
		if (endpoint.path.includes('{desk}'))
			for (const desk of ['f'.repeat(64), 'x', '%00', '..%2f..', 'F'.repeat(64), '1 OR 1=1'])
				await expectRefusal(await send(endpoint, body(), { address: addressOf(endpoint, { desk }) }), [
					'no-such-desk',
				])
		for (const name of ['thread', 'file', 'member', 'part', 'parcel'].filter((one) =>
			endpoint.path.includes(`{${one}}`),
		))
			for (const value of ['x', '%00', 'A'.repeat(32), '-1', '1e3', 'a'.repeat(4000)])
				await expectRefusal(
					await send(endpoint, body(), { address: addressOf(endpoint, { [name]: value }) }),
					['not-found', 'malformed', 'not-a-reader'],
				)
		expect(server.faults).toEqual([])
	})

	test('members only means members only', async () => {
		if (endpoint.caller === 'public') return
		for (const token of [null, '', 'x', 'f'.repeat(64), `${team.ruth.token}0`])
			await expectRefusal(await send(endpoint, body(), { token }), ['not-signed-in'])
	})
})

test('queries that make no sense are refused', async () => {
	for (const query of [
		'after=-1',
		'after=x',
		'before=1&after=2',
		'limit=',
		'what=1',
		'after=99999999999999999',
	])
		await expectRefusal(
			await send(ENDPOINTS.changes, null, { address: `${addressOf(ENDPOINTS.changes)}?${query}` }),
			['malformed'],
		)
})

test('other methods and other addresses below the API are not found', async () => {
	for (const [method, path] of [
		['PATCH', '/api/v1/desks'],
		['DELETE', '/api/v1/desks'],
		['GET', '/api/v1/desks/'],
		['GET', '/api/'],
		['GET', '/api/v2/desks'],
		['POST', '/api/v1/openapi.json'],
		['GET', '/api/v1/../v1/desks/%2e%2e/%ff'],
	] as const)
		await expectRefusal(await fetch(server.address + path, { method }), ['not-found'])
})

test('a request cut off in the middle stores nothing and disturbs nobody', async () => {
	const port = Number(new URL(server.address).port)
	const body = headFrame('{}', envelopeLike(20_000))
	for (const sent of [0, 10, 5000]) {
		const socket = connect(port, '127.0.0.1')
		await once(socket, 'connect')
		socket.write(
			`POST /api/v1/desks/${team.desk}/threads HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\ncontent-length: ${String(body.length)}\r\n\r\n`,
		)
		socket.write(body.subarray(0, sent))
		await new Promise((resolve) => setTimeout(resolve, 30))
		socket.destroy()
	}
	await new Promise((resolve) => setTimeout(resolve, 50))
	expect(server.faults).toEqual([])
	const rows = await server.instance.store.read.selectFrom('threads').select('id').execute()
	expect(rows).toEqual([])
})

test('the description of the API is made of the same table', async () => {
	const response = await fetch(`${server.address}/api/v1/openapi.json`)
	const document = (await response.json()) as {
		openapi: string
		paths: Record<string, Record<string, object>>
		components: { schemas: Record<string, object> }
	}
	expect(Object.keys(document.components.schemas)).toEqual(['Message', 'PersonRecord', 'TeamRecord'])
	expect(document.openapi).toBe('3.1.0')
	const described = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
	)
	expect(described.sort()).toEqual(endpoints.map(([, { method, path }]) => `${method} ${path}`).sort())
})
