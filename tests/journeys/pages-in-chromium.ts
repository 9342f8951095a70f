import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { CHROMIUM } from './in-chromium.ts'
import { ARCADIA, hosting, servePages } from './pages-server.ts'

export type PagesInChromium = {
	readonly browser: Browser
	readonly host: Awaited<ReturnType<typeof servePages>>
}

/** The built pages of one team at work and a browser, for all tests of a file. */
export function pagesInChromium(): PagesInChromium {
	let browser: Browser
	let host: PagesInChromium['host']
	beforeAll(async () => {
		browser = await chromium.launch({
			executablePath: CHROMIUM,
			args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
		})
		host = await servePages(hosting([ARCADIA]))
	})
	afterAll(async () => {
		await browser.close()
		host.close()
	})
	return {
		get browser() {
			return browser
		},
		get host() {
			return host
		},
	}
}
