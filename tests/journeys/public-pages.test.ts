import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page, type Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '#components/paths.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { ARCADIA, hosting, servePages } from './pages-server.ts'

const FIRST_ROUND_TRIP = 14 * 1024
const MOST_REQUESTS = 4

const PAGES = [
	paths.home,
	paths.before,
	paths.why,
	paths.danger,
	paths.whoReads,
	paths.cannotDo,
	paths.realSite,
	paths.otherWays,
	paths.about,
] as const

const everywhere = LANGUAGES.flatMap((language) => PAGES.map((path) => path(language)))

let browser: Browser
let host: Awaited<ReturnType<typeof servePages>>

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	})
	host = await servePages(hosting([ARCADIA]))
})

afterAll(async () => {
	await browser.close()
	host.close()
})

/** Shows a page and fails on any message in its console but the ones expected. */
async function withPage(
	options: BrowserContextOptions,
	look: (page: Page) => Promise<void>,
	expected?: RegExp,
): Promise<void> {
	const context = await browser.newContext(options)
	const page = await context.newPage()
	const messages: string[] = []
	page.on('console', (message) => messages.push(message.text()))
	page.on('pageerror', (error) => messages.push(error.message))
	await look(page)
	expect(messages.filter((message) => expected?.test(message) !== true)).toEqual([])
	await context.close()
}

async function textAt(address: string): Promise<string> {
	const answer = await fetch(address)
	expect(answer.status, address).toBe(200)
	return answer.text()
}

const phone = { viewport: { width: 320, height: 568 }, javaScriptEnabled: false }
const desktop = { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }

test('every public page and its look come whole in the first round trip, without script', async () => {
	for (const path of everywhere) {
		const html = await textAt(host.origin + path)
		const looks = Array.from(html.matchAll(/<link href="([^"]+)" rel="stylesheet"/g), ([, href = '']) => href)
		const sheets = await Promise.all(looks.map((href) => textAt(new URL(href, host.origin + path).href)))
		const size = [html, ...sheets].reduce((sum, text) => sum + brotliCompressSync(text).length, 0)
		expect(looks.length, path).toBeGreaterThanOrEqual(1)
		expect(size, path).toBeLessThanOrEqual(FIRST_ROUND_TRIP)
		expect(html, path).not.toMatch(/<script|javascript:|\son\w+=/i)
	}
})

test.each(PAGES.map((path) => path('fr')))('a phone asks for %s in four requests or fewer', async (path) => {
	await withPage(phone, async (page) => {
		const answers: Response[] = []
		page.on('response', (answer) => answers.push(answer))
		await page.goto(host.origin + path, { waitUntil: 'load' })
		const fetched = answers.filter((answer) => !answer.url().startsWith('data:'))
		expect(fetched.length).toBeGreaterThanOrEqual(2)
		expect(fetched.length).toBeLessThanOrEqual(MOST_REQUESTS)
	})
})

test.each([
	[320, phone, everywhere],
	[1280, desktop, PAGES.map((path) => path('ar'))],
])('at %i pixels nobody has to scroll sideways, and the bar is one line', async (_, size, shown) => {
	await withPage(size, async (page) => {
		for (const path of shown) {
			await page.goto(host.origin + path)
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
			const bar = await page.locator('.bar').boundingBox()
			expect(wide, path).toBeLessThanOrEqual(0)
			expect(bar?.height, path).toBeLessThanOrEqual(64)
		}
	})
})

test.each(['light', 'dark'] as const)(
	'people with a screen reader or weak eyes can use the pages in a %s room',
	async (colorScheme) => {
		await withPage({ viewport: phone.viewport, colorScheme }, async (page) => {
			const arabic = [paths.home('ar'), paths.why('ar'), paths.realSite('ar')]
			for (const path of [...PAGES.map((page) => page('en')), ...arabic]) {
				await page.goto(host.origin + path)
				const { violations } = await new AxeBuilder({ page }).analyze()
				const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
				expect(found, path).toEqual([])
			}
		})
	},
)

test('the way out is always in view on a phone, and never lies over what has the focus', async () => {
	await withPage(phone, async (page) => {
		for (const path of [paths.before('fr'), paths.why('ar')]) {
			await page.goto(host.origin + path)
			for (const link of await page.locator('main a, footer a').all()) {
				await link.focus()
				const [exit, focused] = await Promise.all([page.locator('.leave').boundingBox(), link.boundingBox()])
				expect(exit!.y + exit!.height).toBeLessThanOrEqual(phone.viewport.height)
				expect(focused!.y + focused!.height, await link.innerText()).toBeLessThanOrEqual(exit!.y)
			}
		}
	})
})

test('the language menu leads to the same page in the other language', async () => {
	await withPage(phone, async (page) => {
		await page.goto(host.origin + paths.whoReads('en'))
		await page.locator('.languages summary').click()
		await page.getByRole('link', { name: 'العربية' }).click()
		expect(new URL(page.url()).pathname).toBe(paths.whoReads('ar'))
		expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
	})
})

test('a phone is greeted in its language, and caches know that the answer depends on it', async () => {
	const answer = await fetch(host.origin, { redirect: 'manual', headers: { 'accept-language': 'fr-CD' } })
	expect(answer.status).toBe(302)
	expect(answer.headers.get('location')).toBe('/fr')
	expect(answer.headers.get('vary')).toBe('Accept-Language')
})

test.each([
	['/ar/nothing', 'ar'],
	['/nothing', 'fr'],
] as const)('the wrong address %s is answered in %s, plainly, with a way on', async (path, language) => {
	const look = async (page: Page) => {
		const answer = await page.goto(host.origin + path)
		expect(answer?.status()).toBe(404)
		expect(await page.locator('html').getAttribute('lang')).toBe(language)
		expect(await page.content()).not.toContain('<script')
		await page.locator('main .button').click()
		expect(new URL(page.url()).pathname).toBe(paths.home(language))
	}
	await withPage({ ...phone, locale: 'fr-FR' }, look, /status of 404/)
})

test('a broken server says so in the language of the person, without script and without its reasons', async () => {
	const broken = await servePages({
		desks: () => Promise.reject(new RangeError('disk on fire')),
		demo: false,
		plainDoors: [],
	})
	const answer = await fetch(broken.origin + paths.home('fr'))
	const html = await answer.text()
	expect(answer.status).toBe(500)
	expect(html).toContain('Quelque chose s’est cassé chez nous')
	expect(html).not.toMatch(/<script|disk on fire/)
	broken.close()
})

test('a team outside the United Nations says so on every page; an office of it does not', async () => {
	const office = await servePages(hosting([{ ...ARCADIA, card: { ...ARCADIA.card, kind: 'un-office' } }]))
	for (const path of PAGES) {
		expect(await textAt(host.origin + path('en'))).toContain('Not part of the United Nations.')
		expect(await textAt(office.origin + path('en'))).not.toContain('Not part of the United Nations.')
	}
	office.close()
})

test('an example says on every page that nobody reads it', async () => {
	const example = await servePages(hosting([ARCADIA], true))
	for (const path of PAGES)
		expect(await textAt(example.origin + path('en'))).toContain('Nobody reads what you write')
	example.close()
})

test.each([
	['no team at all', hosting([])],
	['a team that takes no new messages', hosting([{ ...ARCADIA, intake: 'closed' }])],
])('with %s no door to writing is shown, and the page says why', async (_, instance) => {
	const closed = await servePages(instance)
	for (const path of PAGES) {
		const html = await textAt(closed.origin + path('en'))
		const main = html.slice(html.indexOf('<main'))
		expect(main).not.toContain(`href="${paths.tell('en')}`)
		expect(main).not.toContain(`href="${paths.why('en')}"`)
	}
	const home = await textAt(closed.origin + paths.home('en'))
	expect(home).toMatch(/takes no new messages|No team has been set up/)
	closed.close()
})

test('the address a person goes to does not tell why they write', async () => {
	const html = await textAt(host.origin + paths.why('en'))
	const targets = Array.from(html.matchAll(/href="(\/en\/w\/tell[^"]*)"/g), ([, target]) => target)
	expect(targets).toEqual(['#1', '#2', '#3', '#4', '#5', ''].map((end) => `/en/w/tell${end}`))
})

test('the door without script is shown where it is open, under the name the person came by, and nowhere else', async () => {
	const doors = ['http://127.0.0.1:8001', 'http://kessa.onion:8001']
	const open = await servePages(hosting([ARCADIA], false, doors))
	const closed = await servePages(hosting([{ ...ARCADIA, intake: 'closed' }], false, doors))
	const elsewhere = await servePages(hosting([ARCADIA], false, ['http://kessa.onion:8001']))
	const pageAt = ({ origin }: { origin: string }) => textAt(origin + paths.otherWays('fr'))
	expect(await pageAt(open)).toContain('href="http://127.0.0.1:8001/fr/w/plain"')
	expect(await pageAt(open)).not.toContain('On ne peut pas écrire sans JavaScript')
	expect(await pageAt(closed)).not.toContain('/w/plain')
	expect(await pageAt(elsewhere)).not.toContain('/w/plain')
	expect(await pageAt(elsewhere)).toContain('On ne peut pas écrire sans JavaScript')
	for (const pages of [open, closed, elsewhere]) pages.close()
})
