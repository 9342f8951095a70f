import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi } from '#server/api/api.ts'
import type { BuiltFile } from '#server/http/built-pages.ts'
import { handlerFor } from '#server/http/handle.ts'
import { uploadReceiver } from '#server/http/uploads.ts'
import { type ApiServer, startApi } from '../../../tests/world/api-server.ts'

const PAGE: BuiltFile = {
	type: 'text/html; charset=utf-8',
	role: 'page',
	etag: '"e"',
	cacheControl: 'no-store',
	policy: "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
	variants: [
		{ encoding: 'br', bytes: Buffer.from('packed') },
		{ encoding: 'gzip', bytes: gzipSync('<p>page</p>') },
	],
}

const SCRIPT: BuiltFile = {
	type: 'text/javascript',
	role: 'part',
	etag: null,
	cacheControl: 'max-age=31536000, immutable',
	policy: null,
	variants: [{ encoding: null, bytes: Buffer.from('export {}') }],
}

let api: ApiServer
let port: number
const server = createServer()
beforeAll(async () => {
	api = await startApi()
	server.on(
		'request',
		handlerFor({
			origins: ['http://arcadia.example', 'http://arcadia.onion'],
			deskOrigin: 'http://desk.arcadia.example',
			files: new Map([
				['/en/w/tell', PAGE],
				['/en/w/return', PAGE],
				['/en/desk', PAGE],
				['/en/letters.json', PAGE],
				['/_app/script.js', SCRIPT],
				['/_app/worker.js', { ...SCRIPT, role: 'worker' }],
			]),
			api: createApi(api.instance, (fault) => api.faults.push(fault)),
			uploads: uploadReceiver(api.instance),
			pages: (request, response) => {
				if (request.url === '/fault') throw new TypeError('planted')
				if ('uploaded' in request) {
					response.end(`${String(request.method)} ${String(request.uploaded)}`)
					return
				}
				response.setHeader('x-asked-for-changes', String(request.headers['if-none-match'] !== undefined))
				response.end(String(request.headers['x-forwarded-proto']))
			},
			isWell: () => Promise.resolve(true),
		}),
	)
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	port = (server.address() as AddressInfo).port
})
afterAll(async () => {
	server.close()
	await api.stop()
})

type Seen = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

async function get(host: string, path: string, headers: Record<string, string> = {}): Promise<Seen> {
	const sent = send({ port, path, headers: { ...headers, host } })
	sent.end()
	const [response] = (await once(sent, 'response')) as [IncomingMessage]
	let body = ''
	for await (const chunk of response) body += String(chunk)
	return { status: response.statusCode ?? 0, headers: response.headers, body }
}

const PUBLIC = 'arcadia.example'
const DESK = 'desk.arcadia.example'

test('every answer carries the same armour, errors too, and says nothing of what answers', async () => {
	const answers = [
		await get(PUBLIC, '/en/w/tell'),
		await get(PUBLIC, '/api/v1/desks'),
		await get(PUBLIC, '/api/v1/nothing'),
		await get(PUBLIC, '/leave'),
		await get(PUBLIC, '/healthz'),
		await get(PUBLIC, '/made/for/each/request'),
		await get(PUBLIC, '/en/desk'),
		await get('elsewhere.example', '/'),
	]
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 303, 200, 200, 303, 421])
	for (const { headers } of answers) {
		expect(headers).toMatchObject({
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'cross-origin-embedder-policy': 'require-corp',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
		})
		expect(headers['content-security-policy']).toContain("default-src 'none'")
		expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
		expect(headers['permissions-policy']).toContain('microphone=(self)')
		expect(headers['permissions-policy']).toContain('camera=()')
		for (const telling of ['server', 'x-powered-by', 'set-cookie']) expect(headers[telling]).toBeUndefined()
	}
})

test('a script is sent without what binds pages alone, and is still of no use to another site', async () => {
	const { headers } = await get(PUBLIC, '/_app/script.js')
	for (const name of ['permissions-policy', 'x-frame-options', 'etag']) expect(headers[name]).toBeUndefined()
	expect(headers).toMatchObject({
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
	})
})

test('a worker comes with the policies that bind it', async () => {
	expect((await get(PUBLIC, '/_app/worker.js')).headers).toMatchObject({
		'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
		'cross-origin-embedder-policy': 'require-corp',
		'referrer-policy': 'same-origin',
	})
})

test('only the page where return words are given may ask for the camera, and only at an address of ours', async () => {
	const camera = async (host: string, path: string) =>
		/camera=\([a-z]*\)/.exec(String((await get(host, path)).headers['permissions-policy']))?.[0]
	expect(await camera(PUBLIC, '/en/w/return')).toBe('camera=(self)')
	expect(await camera(PUBLIC, '/en/w/return/')).toBe('camera=(self)')
	const others = [
		'/',
		'/en/w/tell',
		'/en/w/returns',
		'/en/w',
		'/w/return',
		'/api/v1/desks',
		'/en/desk',
		'/fault',
	]
	for (const path of others) expect([path, await camera(PUBLIC, path)]).toEqual([path, 'camera=()'])
	expect(await camera(DESK, '/en/w/return')).toBe('camera=()')
	expect(await camera('elsewhere.example', '/en/w/return')).toBe('camera=()')
})

test('only the team’s address may ask a device for a passkey', async () => {
	const policyAt = async (host: string, path: string) => (await get(host, path)).headers['permissions-policy']
	for (const asking of ['publickey-credentials-get', 'publickey-credentials-create']) {
		expect(await policyAt(DESK, '/en/desk')).toContain(`${asking}=(self)`)
		for (const host of [PUBLIC, 'arcadia.onion', 'elsewhere.example'])
			expect(await policyAt(host, '/en/w/tell')).toContain(`${asking}=()`)
	}
})

test('a host that is none of ours is refused, however the page is asked for', async () => {
	for (const host of ['elsewhere.example', 'arcadia.example.evil', '127.0.0.1', `${PUBLIC}:1`])
		for (const path of ['/', '/en/w/tell', '/api/v1/desks', '/healthz', '/leave'])
			expect((await get(host, path)).status).toBe(421)
})

test('the team’s pages answer at the team’s address only, the others only elsewhere, what both need at both', async () => {
	expect(await get(PUBLIC, '/en/desk')).toMatchObject({
		status: 303,
		headers: { location: 'http://desk.arcadia.example/en/desk' },
	})
	expect((await get(DESK, '/en/desk')).status).toBe(200)
	expect(await get(DESK, '/en/w/tell')).toMatchObject({
		status: 303,
		headers: { location: 'http://arcadia.example/en/w/tell' },
	})
	for (const host of [PUBLIC, DESK, 'arcadia.onion'])
		for (const path of ['/api/v1/desks', '/en/letters.json']) expect((await get(host, path)).status).toBe(200)
})

test('nobody outside can say that a request came by https', async () => {
	const { body } = await get(PUBLIC, '/made/for/each/request', { 'x-forwarded-proto': 'https' })
	expect(body).toBe('http')
})

test('leaving clears what the browser kept and leads somewhere harmless', async () => {
	expect(await get(PUBLIC, '/leave')).toMatchObject({
		status: 303,
		headers: {
			location: 'https://www.bing.com/search?q=weather',
			'clear-site-data': '"cache", "cookies", "storage"',
			'cache-control': 'no-store',
		},
	})
})

test('a built page comes packed to whoever reads that, with its own policy, and knows an old copy', async () => {
	const packed = await get(PUBLIC, '/en/w/tell', { 'accept-encoding': 'gzip, br' })
	expect(packed).toMatchObject({ body: 'packed', headers: { 'content-encoding': 'br' } })
	expect(packed.headers['content-security-policy']).toBe(PAGE.policy)
	const plain = await get(PUBLIC, '/en/w/tell')
	expect(plain.body).toBe('<p>page</p>')
	expect(plain.headers['content-encoding']).toBeUndefined()
	expect((await get(PUBLIC, '/en/w/tell', { 'if-none-match': '"e"' })).status).toBe(304)
})

test('an address nobody means is answered like any other', async () => {
	for (const path of ['//', '///x', '/%', '/api/%ff', '/api/v1/../..', '/?', '/en/w/tell?x=//'])
		expect((await get(PUBLIC, path)).status).toBeLessThan(500)
})

test('a fault of ours is an error without a word about the request', async () => {
	const { status, body } = await get(PUBLIC, '/fault')
	expect([status, body]).toEqual([500, ''])
})

/** What became of a form, as the page that answers it is told. */
async function upload(headers: Record<string, string>, body: string): Promise<string> {
	const sent = send({
		port,
		path: '/en/upload',
		method: 'POST',
		headers: { host: 'arcadia.example', ...headers },
	})
	sent.end(body)
	const [response] = (await once(sent, 'response')) as [IncomingMessage]
	let told = ''
	for await (const chunk of response) told += String(chunk)
	return told
}

test('a form with a file is read before the page that shows it; anything else is named', async () => {
	const type = 'multipart/form-data; boundary=x'
	const form = (name: string) =>
		`--x\r\ncontent-disposition: form-data; name="${name}"; filename="a"\r\n\r\nopen words\r\n--x--\r\n`
	expect(await upload({ 'content-type': type }, form('file'))).toBe('GET not-locked')
	expect(await upload({ 'content-type': type }, form('other'))).toBe('GET no-file')
	expect(await upload({ 'content-type': type }, 'no form')).toBe('GET no-file')
	expect(await upload({ 'content-type': 'text/plain' }, form('file'))).toBe('GET no-file')
	expect(await upload({ 'content-type': type }, 'x'.repeat(3_000_000))).toBe('GET too-large')
	expect(api.faults).toEqual([])
})

test('a page of somebody else cannot make its visitors send a file', async () => {
	const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: 'http://other.example' }
	expect(await upload(headers, '--x--')).toBe('GET broken')
	expect(await upload({ ...headers, origin: 'http://arcadia.example' }, '--x--\r\n')).toBe('GET no-file')
})

test('a page made for each request comes whole each time, so that its policy always comes with it', async () => {
	const { status, headers } = await get(PUBLIC, '/made/for/each/request', { 'if-none-match': '"e"' })
	expect(status).toBe(200)
	expect(headers['x-asked-for-changes']).toBe('false')
})
