import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, vi } from 'vitest'
import library from '#content/en/interface/library.json' with { type: 'json' }
import libraryFacts from '#content/facts/library.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { pagesInChromium } from './pages-in-chromium.ts'

const FIRST_ROUND_TRIP = 14 * 1024
const ids = libraryFacts.documents.map(({ id }) => id)

const visited = pagesInChromium()

/** Packing every page anew takes longer than making it. */
const UNPACKED = { headers: { 'accept-encoding': 'identity' }, redirect: 'manual' } as const

async function textAt(path: string): Promise<string> {
	const answer = await fetch(visited.host.origin + path, UNPACKED)
	expect(answer.status, path).toBe(200)
	return answer.text()
}

const sheets = new Map<string, number>()

/** Document and style sheets as they travel. */
async function packed(path: string, html: string): Promise<number> {
	const hrefs = Array.from(html.matchAll(/<link href="([^"]+)" rel="stylesheet"/g), ([, href = '']) => href)
	for (const href of hrefs) {
		const { pathname } = new URL(href, visited.host.origin + path)
		if (!sheets.has(pathname)) sheets.set(pathname, brotliCompressSync(await textAt(pathname)).length)
	}
	const styles = hrefs.map((href) => sheets.get(new URL(href, visited.host.origin + path).pathname) ?? 0)
	return styles.reduce((sum, size) => sum + size, brotliCompressSync(html).length)
}

test.each(LANGUAGES)(
	'every document has a page in %s; it comes in the first round trip, with the lists and the words',
	async (language) => {
		const search = (query: string) => `${paths.library(language)}?${query}`
		const pages = [
			...ids.map((id) => paths.document(language, id)),
			paths.library(language),
			search('what=document'),
			search('what=way'),
			search('what=act&part=2'),
			search('q=torture'),
			search('q=qqqqq'),
			paths.words(language),
		]
		const read: { path: string; html: string }[] = []
		for (const path of pages) read.push({ path, html: await textAt(path) })
		for (const { path, html } of read) expect(html, path).not.toMatch(/<script|javascript:|\son\w+=/i)
		const longestFirst = read.toSorted((one, other) => other.html.length - one.html.length)
		for (const { path, html } of longestFirst.slice(0, 8))
			expect(await packed(path, html), path).toBeLessThanOrEqual(FIRST_ROUND_TRIP)
	},
)

test('a link that leads out says where it leads, and that the address was never opened', async () => {
	for (const { id, url, confirmed } of libraryFacts.documents) {
		const html = await textAt(paths.document('en', id))
		const outside = Array.from(html.matchAll(/href="(https?:[^"]+)"/g), ([, href = '']) =>
			href.replaceAll('&amp;', '&'),
		)
		expect(outside, id).toEqual(url === null ? [] : [url])
		expect(html.includes(library.document.noAddress), id).toBe(url === null)
		expect(html.includes(library.document.leaves), id).toBe(url !== null)
		expect(html.includes(library.document.formed), id).toBe(url?.includes('docs.un.org') ?? false)
		expect(html.includes(library.document.unconfirmed), id).toBe(!confirmed)
	}
})

test('no link inside the guide leads nowhere, and every place a link names is on its page', async () => {
	const begin = [
		paths.guide('en'),
		paths.library('en'),
		paths.rights('en'),
		paths.countries('en'),
		paths.words('en'),
	]
	const more = [
		`${paths.library('en')}?what=document`,
		`${paths.library('fr')}?q=torture`,
		paths.actGroup('fr', 'liberty'),
	]
	const pages = new Map<string, string>()
	const links = new Map<string, string>()
	const waiting = [...begin, ...more, paths.mechanism('ar', 'ua_ced'), paths.mechanism('zh', 'ic_cat')]
	for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
		if (pages.has(path)) continue
		const html = await textAt(path)
		pages.set(path, html)
		for (const [, href = ''] of html.matchAll(/<a[^>]* href="([^"]+)"/g)) {
			const to = new URL(href.replaceAll('&amp;', '&'), visited.host.origin + path)
			if (to.origin !== visited.host.origin || to.pathname === paths.leave) continue
			links.set(to.href, path)
			const isNear = /^\/en\/(?:guide|library|rights|country|part)(?:\/|$)/.test(to.pathname)
			if (isNear) waiting.push(to.pathname + to.search)
		}
	}
	expect(pages.size).toBeGreaterThan(450)
	const dead: string[] = []
	const known = new Map<string, string | null>()
	for (const [href, from] of links) {
		const { pathname, search, hash } = new URL(href)
		const path = pathname + search
		if (!known.has(path)) {
			const answer = pages.has(path) ? null : await fetch(visited.host.origin + path, UNPACKED)
			known.set(
				path,
				answer === null ? (pages.get(path) ?? '') : answer.status < 400 ? await answer.text() : null,
			)
		}
		const html = known.get(path)
		if (html == null || (hash !== '' && !html.includes(` id="${decodeURIComponent(hash.slice(1))}"`)))
			dead.push(`${from} -> ${path}${hash}`)
	}
	expect(dead).toEqual([])
})

test('without script, on a small phone, somebody searches from any page of the guide and reads what a text is', async () => {
	const context = await visited.browser.newContext({
		viewport: { width: 320, height: 640 },
		javaScriptEnabled: false,
	})
	const page = await context.newPage()
	const messages: string[] = []
	page.on('console', (message) => messages.push(message.text()))
	await page.goto(visited.host.origin + paths.mechanism('en', 'ic_cat'))
	// Its first layer fills a small screen: there the search stands below, elsewhere above.
	await page.fill('footer input[name=q]', 'ccpr gc 37')
	await page.press('footer input[name=q]', 'Enter')
	expect(await page.locator('#q').inputValue()).toBe('ccpr gc 37')
	expect(await page.locator('main').innerText()).toContain(library.search.history)
	await page.locator('.entries a').first().click()
	expect(await page.locator('h1').innerText()).toContain('General comment No. 37')
	expect(await page.locator('header input[name=q]').isVisible()).toBe(true)
	await page.locator('.back').click()
	await page.fill('#q', 'torture')
	await page.locator('summary', { hasText: library.narrow.title }).click()
	await page.selectOption('#what', 'general-comment')
	await page.selectOption('#body', 'cat')
	await page.locator('main .button', { hasText: library.search.button }).click()
	expect(await page.locator('.entries li').count()).toBe(3)
	expect(await page.locator('#body').inputValue()).toBe('cat')
	expect(messages).toEqual([])
	await context.close()
})

test.each(['fr', 'ar'] as const)(
	'in %s nobody scrolls sideways in the library, and a screen reader meets no fault',
	async (language) => {
		const context = await visited.browser.newContext({ viewport: { width: 320, height: 640 } })
		const page = await context.newPage()
		for (const path of [
			`${paths.library(language)}?q=torture&what=document`,
			paths.document(language, 'doc-016'),
			paths.words(language),
		]) {
			await page.goto(visited.host.origin + path)
			const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
			expect(wider, path).toBeLessThanOrEqual(0)
			const { violations } = await new AxeBuilder({ page }).analyze()
			expect(
				violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
				path,
			).toEqual([])
		}
		await context.close()
	},
)

test('nobody who tells, fears or begins meets a search box', async () => {
	for (const path of [paths.home, paths.danger, paths.before, paths.why, paths.find, paths.whoReads])
		expect(await textAt(path('en')), path('en')).not.toContain('role="search"')
})

test('what somebody looked for is in no log and no cache', async () => {
	const written: string[] = []
	const note = (chunk: string | Uint8Array) => {
		written.push(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))
		return true
	}
	const spies = [process.stdout, process.stderr].map((stream) =>
		vi.spyOn(stream, 'write').mockImplementation(note),
	)
	for (const query of [
		'q=kessa-canary',
		'q=kessa-canary&part=x&what=%00',
		'q=%ff-kessa-canary',
		'q=kessa-canary&way=..',
	]) {
		const answer = await fetch(`${visited.host.origin}${paths.library('en')}?${query}`)
		expect(answer.status).toBe(200)
		expect(answer.headers.get('cache-control')).toBe('no-store')
		expect(await answer.text()).toContain(library.nothing.title)
	}
	await fetch(`${visited.host.origin}/en/library/kessa-canary?q=kessa-canary`)
	for (const spy of spies) spy.mockRestore()
	expect(written.filter((line) => line.includes('kessa'))).toEqual([])
})
