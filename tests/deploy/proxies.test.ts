import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ENDPOINTS } from '#contract/endpoints.ts'
import { writeFrames } from '#contract/frames.ts'
import { createApi } from '#server/api/api.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { envelopeLike, firstMessage, newPerson } from '../world/person.ts'
import { openTeam, type Team } from '../world/team.ts'
import { freePort, startTraced, type Traced } from './traced.ts'

// The files a host copies, with nothing changed but names, ports and certificates, in front of a real server: a message
// passes without a line in a log and without touching a disk on its way.

let folder: string
let api: ApiServer
let team: Team
let behind: Server
let seen: IncomingHttpHeaders[]

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'proxies-'))
	api = await startApi()
	team = await openTeam(api)
	const respond = createApi(api.instance, (fault) => api.faults.push(fault))
	behind = createServer((incoming, response) => {
		seen.push(incoming.headers)
		void respond(incoming, response).then((was) => was || response.writeHead(200).end())
	}).listen(0, '127.0.0.1')
	await once(behind, 'listening')
	const subject = ['-subj', '/CN=example.org', '-addext', 'subjectAltName=DNS:example.org']
	const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
	execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key(), '-out', certificate()], {
		stdio: 'ignore',
	})
})
beforeEach(() => {
	seen = []
})
afterAll(async () => {
	behind.closeAllConnections()
	behind.close()
	await api.stop()
	rmSync(folder, { recursive: true })
})

const key = () => join(folder, 'key.pem')
const certificate = () => join(folder, 'cert.pem')
const upstream = () => `127.0.0.1:${(behind.address() as AddressInfo).port}`

type Proxy = Traced & { port: number; log: string }
type Change = (settings: string) => string
const unchanged: Change = (settings) => settings

async function startNginx(change: Change): Promise<Proxy> {
	const place = mkdtempSync(join(folder, 'nginx-'))
	const port = await freePort()
	const settings = change(readFileSync('deploy/nginx/safeconduct.conf', 'utf8'))
		.replace(/listen \[::\].*\n/g, '\n')
		.replace('listen 80;', `listen 127.0.0.1:${await freePort()};`)
		.replace('listen 443', `listen 127.0.0.1:${port}`)
		.replace(/ssl_certificate .*;/, `ssl_certificate ${certificate()};`)
		.replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key()};`)
		.replace('127.0.0.1:8000', upstream())
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
		mkdirSync(join(place, name))
		return `${name}_temp_path ${join(place, name)};`
	})
	const log = join(place, 'log')
	// What surrounds it logs everything, as Debian's own nginx.conf does.
	const logs = `access_log ${log}; error_log ${log} info;`
	writeFileSync(join(place, 'site.conf'), settings)
	const main = `pid ${place}/pid; error_log ${place}/start.log; events {}\nhttp { ${logs} ${temporary.join(' ')} include ${place}/site.conf; }`
	writeFileSync(join(place, 'nginx.conf'), main)
	const started = ['/usr/sbin/nginx', '-p', place, '-c', join(place, 'nginx.conf')]
	execFileSync('/usr/sbin/nginx', ['-t', ...started.slice(1)], { stdio: 'pipe' })
	const command = [...started, '-g', 'daemon off; master_process off;']
	const traced = await startTraced(command, { port, trace: join(place, 'trace') })
	return { ...traced, port, log }
}

async function startCaddy(change: Change): Promise<Proxy> {
	const place = mkdtempSync(join(folder, 'caddy-'))
	const port = await freePort()
	const settings = change(readFileSync('deploy/caddy/Caddyfile', 'utf8'))
		.replace('admin off', `admin off\n\tauto_https disable_redirects`)
		.replace(
			'example.org, desk.example.org {',
			`https://example.org:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate()} ${key()}`,
		)
		.replace('127.0.0.1:8000', upstream())
	writeFileSync(join(place, 'Caddyfile'), settings)
	const environment = { HOME: place, XDG_DATA_HOME: place, XDG_CONFIG_HOME: place }
	const command = ['/usr/bin/caddy', 'run', '--adapter', 'caddyfile', '--config', join(place, 'Caddyfile')]
	const traced = await startTraced(command, { port, trace: join(place, 'trace'), environment })
	const log = join(place, 'log')
	writeFileSync(log, '')
	return { ...traced, port, log }
}

/** Sends a first message of nearly a megabyte through a proxy. @returns the status and headers of the answer */
async function tellThrough(port: number): Promise<{ status: number; headers: IncomingHttpHeaders }> {
	const body = writeFrames([firstMessage(newPerson(team.desk), envelopeLike(900_000))])
	const sent = request({
		host: '127.0.0.1',
		port,
		servername: 'example.org',
		ca: readFileSync(certificate()),
		method: 'POST',
		path: `/api/v1/desks/${team.desk}/threads`,
		headers: {
			host: 'example.org',
			'content-type': 'application/octet-stream',
			'content-length': body.length,
			'x-forwarded-for': '192.0.2.9',
			'user-agent': 'a-browser-to-find-again',
		},
		agent: false,
	})
	sent.end(body)
	const [answer] = (await once(sent, 'response')) as [IncomingMessage]
	answer.resume()
	await once(answer, 'end')
	// A line about a visit may be written a moment after its answer.
	await pause(300)
	return { status: answer.statusCode ?? 0, headers: answer.headers }
}

const PROXIES = [
	{ name: 'nginx', start: startNginx },
	{ name: 'Caddy', start: startCaddy },
]

test.each(PROXIES)(
	'through $name a message leaves no file and no line, and no address arrives',
	async ({ start }) => {
		const proxy = await start(unchanged)
		try {
			proxy.mark()
			const before = proxy.said()
			const { status, headers } = await tellThrough(proxy.port)
			expect(status).toBe(200)
			expect(headers['strict-transport-security']).toContain('max-age=')
			expect(seen).toHaveLength(1)
			expect(seen[0]?.host).toBe('example.org')
			expect(
				Object.keys(seen[0] ?? {}).filter((name) => /forwarded-for|forwarded-host|real-ip/.test(name)),
			).toEqual([])
			expect(proxy.written().filter((path) => path !== proxy.log)).toEqual([])
			expect(readFileSync(proxy.log, 'utf8') + proxy.said().slice(before.length)).toBe('')
		} finally {
			await proxy.stop()
		}
	},
)

test.each(PROXIES)(
	'when the server behind $name is gone, nothing of the visit is written either',
	async ({ start }) => {
		const gone = await freePort()
		const proxy = await start((settings) => settings.replace('127.0.0.1:8000', `127.0.0.1:${gone}`))
		try {
			const before = proxy.said()
			expect((await tellThrough(proxy.port)).status).toBe(502)
			expect(readFileSync(proxy.log, 'utf8') + proxy.said().slice(before.length)).toBe('')
		} finally {
			await proxy.stop()
		}
	},
)

test('without the lines that forbid it, nginx would hold the message in a file and note the visit', async () => {
	const proxy = await startNginx((settings) =>
		settings.replace(/proxy_request_buffering off;|access_log off;|error_log \/dev\/null emerg;/g, ''),
	)
	try {
		proxy.mark()
		expect((await tellThrough(proxy.port)).status).toBe(200)
		expect(proxy.written().some((path) => path.includes('client_body'))).toBe(true)
		expect(readFileSync(proxy.log, 'utf8')).toMatch(/client: 127\.0\.0\.1, .*\/threads/)
	} finally {
		await proxy.stop()
	}
})

test('without the lines that forbid it, Caddy would write down a visit that failed, and tell the server the address', async () => {
	const gone = await freePort()
	const proxy = await startCaddy((settings) =>
		settings.replace(/exclude .*/, '').replace('127.0.0.1:8000', `127.0.0.1:${gone}`),
	)
	try {
		expect((await tellThrough(proxy.port)).status).toBe(502)
		expect(proxy.said()).toContain('a-browser-to-find-again')
	} finally {
		await proxy.stop()
	}
	const open = await startCaddy((settings) => settings.replace(/header_up .*/g, ''))
	try {
		await tellThrough(open.port)
		expect(seen.at(-1)?.['x-forwarded-for']).toBe('127.0.0.1')
	} finally {
		await open.stop()
	}
})

test('both proxies let the largest body through that the server takes', () => {
	const largest = Math.max(...Object.values(ENDPOINTS).map((endpoint) => endpoint.largest))
	const most = (file: string, setting: RegExp) =>
		Number(setting.exec(readFileSync(file, 'utf8'))?.[1]) * 1_000_000
	expect(most('deploy/nginx/safeconduct.conf', /client_max_body_size (\d+)m/)).toBeGreaterThan(largest)
	expect(most('deploy/caddy/Caddyfile', /max_size (\d+)MB/)).toBeGreaterThan(largest)
})
