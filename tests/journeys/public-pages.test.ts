import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContextOptions, Page, Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { sayDay } from '#components/say.ts'
import { addDays, type Day } from '#domain/days.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { pagesInChromium } from './pages-in-chromium.ts'
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
	paths.carry,
	paths.upload,
	paths.about,
] as const

const everywhere = INTERFACE_LANGUAGES.flatMap((language) => PAGES.map((path) => path(language)))

const visited = pagesInChromium()

/** Shows a page and fails on any message in its console but the ones expected. */
async function withPage(
	options: BrowserContextOptions,
	look: (page: Page) => Promise<void>,
	expected?: RegExp,
): Promise<void> {
	const context = await visited.browser.newContext(options)
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

const since = '2026-11-03' as Day
const phone = { viewport: { width: 320, height: 568 }, javaScriptEnabled: false }
const desktop = { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }

test.each([
	['that does as it promised', ARCADIA],
	['that is late', { ...ARCADIA, attendance: { is: 'late', since } }],
] as const)(
	'every page of a team %s comes whole in the first round trip, without script',
	async (_, team) => {
		const site = await servePages(hosting([team]))
		for (const path of everywhere) {
			const html = await textAt(site.origin + path)
			const looks = Array.from(
				html.matchAll(/<link href="([^"]+)" rel="stylesheet">/g),
				([, href = '']) => href,
			)
			const sheets = await Promise.all(looks.map((href) => textAt(new URL(href, site.origin + path).href)))
			const size = [html, ...sheets].reduce((sum, text) => sum + brotliCompressSync(text).length, 0)
			expect(html, path).toMatch(/<style>|<link href="[^"]+" rel="stylesheet">/)
			expect(size, path).toBeLessThanOrEqual(FIRST_ROUND_TRIP)
			expect(html, path).not.toMatch(/<script|javascript:|\son\w+=/i)
		}
		site.close()
	},
)

test.each(PAGES.map((path) => path('fr')))('a phone asks for %s in four requests or fewer', async (path) => {
	await withPage(phone, async (page) => {
		const answers: Response[] = []
		page.on('response', (answer) => answers.push(answer))
		await page.goto(visited.host.origin + path, { waitUntil: 'load' })
		const fetched = answers.filter((answer) => !answer.url().startsWith('data:'))
		expect(fetched.length).toBeGreaterThanOrEqual(1)
		expect(fetched.length).toBeLessThanOrEqual(MOST_REQUESTS)
	})
})

// A team that is late adds a band to every page, and takes nothing away: no page is wider without it.
test.each([
	[320, phone, everywhere],
	[1280, desktop, PAGES.map((path) => path('ar'))],
])('at %i pixels nobody has to scroll sideways, and the bar is one line', async (_, size, shown) => {
	const late = await servePages(hosting([{ ...ARCADIA, attendance: { is: 'late', since } }]))
	await withPage(size, async (page) => {
		for (const path of shown) {
			await page.goto(late.origin + path)
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
			const bar = await page.locator('.bar').boundingBox()
			expect(wide, path).toBeLessThanOrEqual(0)
			expect(bar?.height, path).toBeLessThanOrEqual(64)
		}
	})
	late.close()
})

/** What axe finds that people with a screen reader or weak eyes cannot use; `rules` alone where they are named. */
async function violations(page: Page, rules: string[] = []): Promise<string[]> {
	const axe = new AxeBuilder({ page })
	const { violations } = await (rules.length === 0 ? axe : axe.withRules(rules)).analyze()
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
}

test('people with a screen reader or weak eyes can use the pages in a light room and in a dark one', async () => {
	await withPage({ viewport: phone.viewport, colorScheme: 'light' }, async (page) => {
		const arabic = [paths.home('ar'), paths.why('ar'), paths.realSite('ar')]
		for (const path of [...PAGES.map((page) => page('en')), ...arabic]) {
			await page.emulateMedia({ colorScheme: 'light' })
			await page.goto(visited.host.origin + path)
			expect(await violations(page), path).toEqual([])
			await page.emulateMedia({ colorScheme: 'dark' })
			// Nothing but colours changes with the light.
			expect(await violations(page, ['color-contrast', 'link-in-text-block']), path).toEqual([])
		}
	})
})

test('the way out is always in view on a phone, and never lies over what has the focus', async () => {
	await withPage(phone, async (page) => {
		for (const path of [paths.before('fr'), paths.why('ar')]) {
			await page.goto(visited.host.origin + path)
			for (const link of await page.locator('main a, footer a').all()) {
				await link.focus()
				const [exit, focused] = await Promise.all([page.locator('.leave').boundingBox(), link.boundingBox()])
				expect(exit!.y + exit!.height).toBeLessThanOrEqual(phone.viewport.height)
				expect(focused!.y + focused!.height, await link.innerText()).toBeLessThanOrEqual(exit!.y)
			}
		}
	})
})

test.each(INTERFACE_LANGUAGES)(
	'on a small phone the doors of the home page in %s are seen without scrolling',
	async (language) => {
		const most = { en: 509, fr: 536 }
		await withPage(phone, async (page) => {
			await page.goto(visited.host.origin + paths.home(language))
			const ends = await page
				.locator('main a')
				.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().bottom))
			const [danger, tell, wroteBefore] = ends
			expect(danger).toBeLessThan(tell!)
			expect(tell).toBeLessThan(wroteBefore!)
			expect(tell).toBeLessThanOrEqual(536)
			if (language === 'en' || language === 'fr') expect(wroteBefore).toBeLessThanOrEqual(most[language])
		})
	},
)

test('people in danger are one tap away on every page, and read first that nobody here can send help', async () => {
	for (const language of INTERFACE_LANGUAGES)
		for (const path of PAGES.filter((page) => page !== paths.danger)) {
			const html = await textAt(visited.host.origin + path(language))
			const beforeFoot = html.slice(0, html.indexOf('<footer'))
			expect(beforeFoot, path(language)).toContain(`href="${paths.danger(language)}"`)
		}
	await withPage(phone, async (page) => {
		await page.goto(visited.host.origin + paths.danger('en'))
		const said = await page.locator('main').innerText()
		expect(said.indexOf('Nobody here can send help.')).toBeLessThan(said.indexOf('+999 55 0142'))
	})
})

test('a contact nobody confirmed for 90 days is on no page', async () => {
	const old = ARCADIA.card.contacts.map((contact) => ({ ...contact, confirmed: addDays(today(), -91) }))
	const stale = await servePages(hosting([{ ...ARCADIA, card: { ...ARCADIA.card, contacts: old } }]))
	for (const path of PAGES) expect(await textAt(stale.origin + path('en'))).not.toContain('+999 55 0142')
	stale.close()
})

test('with two teams people see what each can do, who can force it, and its own check words', async () => {
	const lawyers = { ...ARCADIA.card, name: 'Port Amal Lawyers', words: [], contacts: [] }
	const two = await servePages(hosting([ARCADIA, { ...ARCADIA, desk: 'cd'.repeat(32), card: lawyers }]))
	for (const path of [paths.before, paths.whoReads]) {
		const html = await textAt(two.origin + path('en'))
		for (const said of ['A judge of Arcadia can order us', 'The team has not written who can.'])
			expect(html).toContain(said)
	}
	const words = await textAt(two.origin + paths.realSite('en'))
	expect(words.match(/<ol class="words/g)).toHaveLength(2)
	two.close()
})

test('the language menu leads to the same page in the other language', async () => {
	await withPage(phone, async (page) => {
		await page.goto(visited.host.origin + paths.whoReads('en'))
		await page.locator('.languages summary').click()
		await page.getByRole('link', { name: 'العربية' }).click()
		expect(new URL(page.url()).pathname).toBe(paths.whoReads('ar'))
		expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
	})
})

test('a phone is greeted in its language, and caches know that the answer depends on it', async () => {
	const answer = await fetch(visited.host.origin, {
		redirect: 'manual',
		headers: { 'accept-language': 'fr-CD' },
	})
	expect(answer.status).toBe(302)
	expect(answer.headers.get('location')).toBe('/fr')
	expect(answer.headers.get('vary')).toBe('Accept-Language')
})

test.each([
	['/ar/nothing', 'ar'],
	['/nothing', 'fr'],
] as const)('the wrong address %s is answered in %s, plainly, with a way on', async (path, language) => {
	const look = async (page: Page) => {
		const answer = await page.goto(visited.host.origin + path)
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
		...hosting([]),
		desks: () => Promise.reject(new RangeError('disk on fire')),
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
		expect(await textAt(visited.host.origin + path('en'))).toContain('Not part of the United Nations.')
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
	[
		'a team that nobody looks for',
		hosting([{ ...ARCADIA, attendance: { is: 'absent', since }, intake: 'closed' }]),
	],
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

test.each(['late', 'absent'] as const)(
	'that a team is %s stands on every page in every language, with other doors, and is no wider than a phone',
	async (is) => {
		const away = await servePages(hosting([{ ...ARCADIA, attendance: { is, since } }]))
		for (const language of INTERFACE_LANGUAGES)
			for (const path of PAGES.map((of) => of(language))) {
				const html = await textAt(away.origin + path)
				const [band = ''] = /<div class="band caution told">[^]*?<\/div>/.exec(html) ?? []
				expect(band, path).toContain(sayDay(since, language))
				expect(
					Array.from(band.matchAll(/href="([^"]*)"/g), ([, href]) => href),
					path,
				).toEqual([paths.danger(language), paths.otherWays(language)])
			}
		await withPage(phone, async (page) => {
			for (const language of INTERFACE_LANGUAGES) {
				await page.goto(away.origin + paths.home(language))
				expect(await page.locator('.band.caution a').count()).toBe(2)
				const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
				expect(wide, language).toBeLessThanOrEqual(0)
			}
		})
		away.close()
	},
)

test('the address a person goes to does not tell why they write', async () => {
	const html = await textAt(visited.host.origin + paths.why('en'))
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
