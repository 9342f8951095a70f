import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type RunningServer, startServer } from '#server/main.ts'
import { CHROMIUM } from './in-chromium.ts'

export type Site = {
	server: RunningServer
	/** Where the outward pages and the API answer. */
	origin: string
	browser: Browser
	close: () => Promise<void>
}

/** The real server on a free port with an empty store, and a browser. The pages have to be built. */
export async function runSite(): Promise<Site> {
	const port = await freePort()
	const origin = `http://localhost:${String(port)}`
	const dataDir = mkdtempSync(join(tmpdir(), 'safeconduct-journey-'))
	const server = await startServer({
		port,
		host: '127.0.0.1',
		origins: [origin],
		deskOrigin: `http://desk.localhost:${String(port)}`,
		dataDir,
		databaseUrl: null,
		space: 1e9,
		demo: false,
	})
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	})
	const close = async () => {
		await browser.close()
		await server.stop()
		rmSync(dataDir, { recursive: true })
	}
	return { server, origin, browser, close }
}

/** A page of its own context, and everything its console said. A journey ends with nothing said. */
export async function newPage(
	{ browser }: Site,
	options: BrowserContextOptions = {},
): Promise<{ page: Page; said: string[] }> {
	const context = await browser.newContext(options)
	const page = await context.newPage()
	const said: string[] = []
	page.on('console', (message) => said.push(message.text()))
	page.on('pageerror', (error) => said.push(error.message))
	return { page, said }
}

async function freePort(): Promise<number> {
	const probe = createServer()
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
	const address = probe.address()
	await new Promise((resolve) => probe.close(resolve))
	if (address === null || typeof address === 'string') throw new TypeError('no port')
	return address.port
}
