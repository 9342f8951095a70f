import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { compareSite } from '#cli/verify/compare-site.ts'
import { readBuiltFiles } from '#server/http/built-pages.ts'
import { handlerFor } from '#server/http/handle.ts'
import { manifestOf, ManifestUnreadable, readManifest } from '#server/release/manifest.ts'

const PAGE = `<html><head><meta http-equiv="content-security-policy" content="default-src &#39;none&#39;"></head></html>`
const BUILT = {
	'client/_app/immutable/entry/start.js': 'start()',
	'client/_app/immutable/assets/0.css': 'p { margin: 0 }',
	'client/_app/immutable/assets/0.css.gz': gzipSync('p { margin: 0 }'),
	'prerendered/en/w/tell.html': PAGE,
	'prerendered/en/desk/__data.json': '{}',
	'prerendered/en/desk.html': `${PAGE}<!-- the team’s -->`,
}

let folder: string
let server: Server
let site: URL
/** Changes an answer before it leaves, as a host that turns hostile could. */
let meddle: (path: string, response: ServerResponse) => void

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'verify-'))
	for (const [file, bytes] of Object.entries(BUILT)) {
		mkdirSync(dirname(join(folder, file)), { recursive: true })
		writeFileSync(join(folder, file), bytes)
	}
	server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	site = new URL(`http://127.0.0.1:${port}`)
	const answer = handlerFor({
		origins: [site.origin],
		deskOrigin: `http://localhost:${port}`,
		files: readBuiltFiles(folder),
		api: () => Promise.resolve(false),
		uploads: () => Promise.resolve('broken'),
		pages: (_request, response) => response.writeHead(404).end(),
		isWell: () => Promise.resolve(true),
	})
	server.on('request', (request, response) => {
		meddle(request.url ?? '', response)
		if (!response.headersSent) answer(request, response)
	})
})
beforeEach(() => {
	meddle = () => undefined
})
afterAll(() => {
	server.closeAllConnections()
	server.close()
	rmSync(folder, { recursive: true })
})

const found = () => compareSite(site, readManifest(manifestOf(folder)))

test('a site that serves the release, the team’s page on the team’s address too, differs in nothing', async () => {
	expect(readManifest(manifestOf(folder)).map(({ file }) => file)).toEqual([
		'client/_app/immutable/assets/0.css',
		'client/_app/immutable/entry/start.js',
		'prerendered/en/desk.html',
		'prerendered/en/desk/__data.json',
		'prerendered/en/w/tell.html',
	])
	expect(await found()).toEqual([])
})

test.each(['/en/w/tell', '/en/desk', '/_app/immutable/entry/start.js'])(
	'one more byte in %s is found',
	async (path) => {
		meddle = (asked, response) => {
			const end = response.end.bind(response)
			if (asked !== path) return
			response.removeHeader('content-length')
			response.setHeader = () => response
			response.end = (bytes: unknown) =>
				end(Buffer.concat([bytes instanceof Buffer ? bytes : Buffer.of(), Buffer.of(32)]))
		}
		const differences = await found()
		expect(differences.map(({ url, because }) => [new URL(url).pathname, because])).toEqual([
			[path, 'other-bytes'],
		])
	},
)

test('a header that leads a browser away or makes it load something is found', async () => {
	meddle = (path, response) => {
		if (path === '/en/w/tell') response.setHeader('refresh', '0; url=https://elsewhere.example')
		if (path.endsWith('.css')) response.setHeader('link', '</spy.css>; rel=stylesheet')
	}
	expect((await found()).map(({ because, detail }) => `${because} ${detail}`)).toEqual([
		'telling-header link: </spy.css>; rel=stylesheet',
		'telling-header refresh: 0; url=https://elsewhere.example',
	])
})

test('a page that is missing, or sent as a script, or leads elsewhere is found', async () => {
	meddle = (path, response) => {
		if (path === '/en/w/tell') response.writeHead(404).end()
		if (path === '/en/desk') response.writeHead(303, { location: 'https://elsewhere.example/desk' }).end()
		if (path.endsWith('.css'))
			response.writeHead(200, { 'content-type': 'text/javascript' }).end('p { margin: 0 }')
	}
	expect((await found()).map(({ because }) => because).sort()).toEqual([
		'leads-elsewhere',
		'not-served',
		'other-type',
	])
})

test('a site that does not answer is not one that is well', async () => {
	const differences = await compareSite(new URL('http://127.0.0.1:9'), readManifest(manifestOf(folder)))
	expect(differences.map(({ because }) => because)).toEqual(Array.from({ length: 5 }, () => 'no-answer'))
})

test('what is no manifest is refused, whatever it holds, and never read as one that asks for nothing', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			try {
				expect(readManifest(text).length).toBeGreaterThan(0)
			} catch (error) {
				expect(error).toBeInstanceOf(ManifestUnreadable)
			}
		}),
	)
	expect(() => readManifest(`${'0'.repeat(64)}  ../etc/passwd`)).toThrow(ManifestUnreadable)
	expect(() => readManifest('')).toThrow(ManifestUnreadable)
})
