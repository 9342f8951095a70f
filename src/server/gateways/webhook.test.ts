import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { isPublicAddress } from '#server/gateways/public-address.ts'
import { webhookBody, webhookSender } from '#server/gateways/webhook.ts'

const DAY = '2026-11-23' as Day
const INSTANCE = 'ab'.repeat(16)

let folder: string
let server: Server
let authority: string
let address: string
let status = 200
const asked: { headers: object; body: string; path: string }[] = []

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'webhook-'))
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
	const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
	const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert]
	execFileSync('openssl', ['req', ...made, ...names], { stdio: 'ignore' })
	authority = readFileSync(cert, 'utf8')
	server = createServer({ key: readFileSync(key), cert: authority }, (request, response) => {
		void text(request).then((body) => {
			asked.push({ headers: request.headers, body, path: request.url ?? '' })
			response.writeHead(status, { location: '/elsewhere' }).end()
		})
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	address = `https://localhost:${String((server.address() as AddressInfo).port)}/hook`
})
afterAll(() => {
	server.closeAllConnections()
	server.close()
	rmSync(folder, { recursive: true })
})
beforeEach(() => {
	status = 200
	asked.length = 0
})

test('a webhook says which server, on which day, and proves it; nothing else', async () => {
	const secret = '5e'.repeat(32)
	const send = webhookSender({ mayBeInner: true, authority })
	expect(await send({ address, body: webhookBody(INSTANCE, DAY, secret) })).toBe('sent')
	const hmac = createHmac('sha256', Buffer.from(secret, 'hex')).update(`${INSTANCE} ${DAY}`).digest('hex')
	expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ instance: INSTANCE, day: DAY, hmac })
	expect(Object.keys(asked[0]?.headers ?? {}).toSorted()).toEqual([
		'connection',
		'content-length',
		'content-type',
		'host',
	])
})

test('two hundred webhooks have one size', () => {
	const sizes = Array.from({ length: 200 }, (_, at) => {
		const secret = at.toString(16).padStart(64, '0')
		return webhookBody(INSTANCE, addDays(DAY, at), secret).length
	})
	expect(new Set(sizes).size).toBe(1)
})

test.each([
	[204, 'sent'],
	[302, 'never'],
	[410, 'never'],
	[429, 'later'],
	[503, 'later'],
])('an answer %d means %s, and no redirect is followed', async (given, outcome) => {
	status = given
	const send = webhookSender({ mayBeInner: true, authority })
	expect(await send({ address, body: '{}' })).toBe(outcome)
	expect(asked.map(({ path }) => path)).toEqual(['/hook'])
})

test('a webhook to this machine is not asked unless the host allows it, by name or by number', async () => {
	const send = webhookSender({ mayBeInner: false, authority })
	expect(await send({ address, body: '{}' })).toBe('never')
	expect(await send({ address: address.replace('localhost', '127.0.0.1'), body: '{}' })).toBe('never')
	expect(await send({ address: address.replace('localhost', '[::1]'), body: '{}' })).toBe('never')
	expect(asked).toEqual([])
})

test('a server whose certificate nobody vouches for is told nothing', async () => {
	const send = webhookSender({ mayBeInner: true })
	expect(await send({ address, body: '{}' })).toBe('later')
	expect(asked).toEqual([])
})

test.each([
	['8.8.8.8', true],
	['2606:4700::1111', true],
	['10.1.2.3', false],
	['172.31.0.1', false],
	['192.168.1.1', false],
	['169.254.169.254', false],
	['100.64.0.1', false],
	['0.0.0.0', false],
	['::1', false],
	['::ffff:10.0.0.1', false],
	['fd00::1', false],
	['fe80::1', false],
	['localhost', false],
])('%s is public: %s', (given, expected) => {
	expect(isPublicAddress(given)).toBe(expected)
})
