import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import keep from '#content/en/interface/keep.json' with { type: 'json' }
import share from '#content/en/interface/share.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { say } from '#components/say.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { finderFacts } from '../content/finder-facts.ts'
import { ARCADIA, hosting, servePages } from './pages-server.ts'
import { newPage, runSite, type Site } from './running-site.ts'

const LARGEST_FILE = 300_000
const FIRST_ROUND_TRIP = 14 * 1024
const NAME = 'notes'

let site: Site
const folder = mkdtempSync(join(tmpdir(), 'safeconduct-keep-'))

beforeAll(async () => {
	site = await runSite()
})

afterAll(async () => {
	await site.close()
	rmSync(folder, { recursive: true })
})

/** What a browser holds of the site beyond the tab that is open. */
async function heldBy(page: Page) {
	return page.evaluate(async () => {
		const stores = await caches.keys()
		const requests = await Promise.all(
			stores.map(async (store) => (await (await caches.open(store)).keys()).map(({ url }) => url)),
		)
		const workers = await navigator.serviceWorker.getRegistrations()
		return {
			kept: requests.flat().map((url) => new URL(url).pathname),
			workers: workers.map(({ scope }) => new URL(scope).pathname),
			rest: [document.cookie, localStorage.length, (await indexedDB.databases()).length],
		}
	})
}

const NOTHING = { kept: [], workers: [], rest: ['', 0, 0] }

/** Keeps the guide in English under a neutral name, and waits until all of it is there. */
async function keepIt(page: Page): Promise<void> {
	await page.goto(site.origin + paths.keep('en'))
	const offer = page.locator(`[data-keep$="/${NAME}"]`)
	await offer.locator('button').click()
	await offer.locator('strong').waitFor({ state: 'visible' })
	expect(await offer.locator('button').isVisible()).toBe(false)
}

test.each(LANGUAGES)('the guide in %s is one small file that asks for nothing', async (language) => {
	const answer = await fetch(site.origin + paths.keepFile(language))
	expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="notes-${language}.html"`)
	const html = await answer.text()
	expect(Buffer.byteLength(html)).toBeLessThanOrEqual(LARGEST_FILE)
	expect(html).not.toMatch(/<script|javascript:|\son\w+=|\ssrc=|href="(?!#)/i)
	expect(html).not.toContain(site.origin)
	for (const part of ['danger', 'ways', 'acts', 'countries', 'experts', 'words'])
		expect(html).toContain(`<section id="${part}">`)
	expect(html.match(/<section id="w\d+">/g)).toHaveLength(finderFacts.mechanisms.length)
})

test.each(['en', 'ar', 'zh'] as const)(
	'from a USB stick, with the network off, the file in %s opens and every link in it works',
	async (language) => {
		const file = join(folder, `notes-${language}.html`)
		writeFileSync(file, await (await fetch(site.origin + paths.keepFile(language))).text())
		const { page, said } = await newPage(site, { viewport: { width: 320, height: 640 } })
		await page.context().setOffline(true)
		const asked: string[] = []
		page.on('request', (request) => asked.push(request.url()))
		await page.goto(pathToFileURL(file).href)
		expect(asked).toEqual([pathToFileURL(file).href])
		expect(await page.title()).not.toMatch(/UN|Guide|rights/i)
		const dead = await page.evaluate(() =>
			Array.from(document.querySelectorAll('a'), (link) => link.hash.slice(1)).filter(
				(id) => document.getElementById(id) === null,
			),
		)
		expect(dead).toEqual([])
		await page.locator('a[href="#countries"]').first().click()
		expect((await page.locator('#countries').boundingBox())?.y).toBeCloseTo(0, 0)
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
		expect(wide).toBeLessThanOrEqual(0)
		expect(said).toEqual([])
		await page.context().close()
	},
)

test('what a phone keeps says nothing of a team, whose readers may be gone by then', async () => {
	const host = await servePages(hosting([ARCADIA]))
	for (const path of [
		paths.kept('en', NAME),
		paths.keptGone('en', NAME),
		paths.keepFile('en'),
		paths.booklet('en'),
	]) {
		const html = await (await fetch(host.origin + path)).text()
		expect(html, path).not.toContain('Arcadia')
		expect(html, path).not.toContain(paths.before('en'))
	}
	host.close()
})

test('without script the page offers the file and the booklet, and nothing it cannot do', async () => {
	const { page } = await newPage(site, { javaScriptEnabled: false })
	await page.goto(site.origin + paths.keep('en'))
	const text = await page.locator('main').innerText()
	expect(text).toContain(keep.phone.without)
	expect(text).toContain(keep.paper.open)
	expect(await page.locator('button:visible').count()).toBe(0)
	await page.context().close()
})

test('a kept guide renews itself when there is internet', async () => {
	const { page, said } = await newPage(site)
	await keepIt(page)
	const at = site.origin + paths.kept('en', NAME)
	await page.evaluate(async (at) => {
		const old = new Response('<link rel="icon" href="data:,"><title>old</title>', {
			headers: { 'content-type': 'text/html' },
		})
		await (await caches.open(at)).put(at, old)
	}, at)
	await page.goto(at)
	expect(await page.title()).toBe('old')
	const titleNow = async () => {
		await page.goto(at)
		return page.title()
	}
	await expect.poll(titleNow, { timeout: 20_000 }).toBe(keep.phone.names.notes)
	expect(said).toEqual([])
	await page.context().close()
})

test('who leaves quickly leaves no kept guide behind', async () => {
	const { page } = await newPage(site)
	await keepIt(page)
	// Asked for by hand, so that no test goes where the answer leads.
	await page.evaluate((leave) => fetch(leave, { redirect: 'manual' }), paths.leave)
	await page.goto(site.origin + paths.keep('en'))
	expect(await heldBy(page)).toEqual(NOTHING)
	await page.context().close()
})

test.each(['en', 'ar'] as const)(
	'what is printed and sent on in %s is small, and nobody is shut out',
	async (language) => {
		const { page, said } = await newPage(site, { viewport: { width: 320, height: 640 } })
		const shown = [
			{ path: paths.keep(language), scripts: 1 },
			{ path: paths.booklet(language), scripts: 0 },
			{ path: paths.share(language, 'guide', 'ua_ced'), scripts: 1 },
			{ path: paths.poster(language, 'rights', 'liberty'), scripts: 0 },
		]
		for (const { path, scripts } of shown) {
			const html = await (await fetch(site.origin + path)).text()
			const looks = Array.from(
				html.matchAll(/<link href="([^"]+)" rel="stylesheet"/g),
				([, href = '']) => href,
			)
			const sheets = await Promise.all(
				looks.map(async (href) => (await fetch(new URL(href, site.origin + path))).text()),
			)
			const packed = [html, ...sheets].reduce((sum, text) => sum + brotliCompressSync(text).length, 0)
			expect(looks.length, path).toBeLessThanOrEqual(3)
			expect(packed, path).toBeLessThanOrEqual(FIRST_ROUND_TRIP)
			expect(html.match(/<script|javascript:|\son\w+=/gi) ?? [], path).toHaveLength(scripts)
			await page.goto(site.origin + path)
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
			expect(wide, path).toBeLessThanOrEqual(0)
			const { violations } = await new AxeBuilder({ page }).analyze()
			expect(
				violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
				path,
			).toEqual([])
		}
		expect(said).toEqual([])
		await page.context().close()
	},
)

test('the cover of a booklet does not tell what it is, nor the booklet where it comes from', async () => {
	const { page } = await newPage(site)
	await page.emulateMedia({ media: 'print' })
	for (const language of LANGUAGES) {
		await page.goto(site.origin + paths.booklet(language))
		const [cover = ''] = (await page.locator('main').innerText()).split('\n')
		expect(await page.locator('.cover').innerText()).toBe(cover)
		expect(cover + (await page.title())).not.toMatch(/UN|ONU|ООН|联合国|الأمم/)
		expect(await page.locator('main').innerText()).not.toContain(new URL(site.origin).host)
		expect(await page.locator('img').count()).toBe(0)
	}
	await page.goto(`${site.origin}${paths.booklet('en')}?code`)
	expect(await page.locator('img').evaluate((code: HTMLImageElement) => code.naturalWidth)).toBeGreaterThan(
		60,
	)
	await page.context().close()
})

test('a code leads to the page it was asked for on, and may be kept for a day', async () => {
	const answer = await fetch(site.origin + paths.code('en', 'guide', 'ua_ced'))
	expect(answer.headers.get('content-type')).toBe('image/gif')
	expect(answer.headers.get('cache-control')).toBe('public, max-age=86400')
	const { page } = await newPage(site)
	await page.goto(site.origin + paths.share('en', 'guide', 'ua_ced'))
	expect(await page.locator('#address').inputValue()).toBe(site.origin + paths.mechanism('en', 'ua_ced'))
	expect(await page.locator('#text').getAttribute('readonly')).toBe('')
	expect((await fetch(site.origin + paths.code('en', 'guide', 'nothing'))).status).toBe(404)
	await page.context().close()
})

/** Width, height and the number of colours of a PNG, as a browser reads it. */
async function readPicture(page: Page, png: Buffer) {
	return page.evaluate(async (base64) => {
		const picture = await createImageBitmap(
			new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], { type: 'image/png' }),
		)
		const { width, height } = picture
		const context = new OffscreenCanvas(width, height).getContext('2d')
		context?.drawImage(picture, 0, 0)
		const dots = new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? [])
		return { width, height, colours: new Set(dots).size }
	}, png.toString('base64'))
}

test.each([
	['en', 1280],
	['ar', 320],
] as const)(
	'a person saves the card in %s as a picture, and nobody is asked for anything',
	async (language, width) => {
		const { page, said } = await newPage(site, { viewport: { width, height: 640 } })
		await page.goto(site.origin + paths.share(language, 'guide', 'ua_ced'), { waitUntil: 'networkidle' })
		const asked: string[] = []
		page.on('request', (request) => asked.push(request.url()))
		const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main button').click()])
		expect(download.suggestedFilename()).toBe('picture.png')
		const file = join(folder, `${language}.png`)
		await download.saveAs(file)
		const png = readFileSync(file)
		expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
		expect(png.includes('localhost')).toBe(false)
		expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([])
		const read = await readPicture(page, png)
		expect([read.width, read.height]).toEqual([1200, 630])
		expect(read.colours).toBeGreaterThan(20)
		expect(await page.locator('[role=status] p:visible').getAttribute('data-said')).toBe('saved')
		expect(said).toEqual([])
		await page.context().close()
	},
)

test('a browser that keeps drawings from a page is told of, and gives no blank picture', async () => {
	const { page, said } = await newPage(site)
	await page.addInitScript(() => {
		CanvasRenderingContext2D.prototype.getImageData = (_x, _y, width, height) =>
			new ImageData(new Uint8ClampedArray(width * height * 4).fill(255), width, height)
	})
	await page.goto(site.origin + paths.share('en', 'guide', 'ua_ced'))
	let saved = 0
	page.on('download', () => saved++)
	await page.locator('main button').click()
	expect(await page.locator('[role=status] p:visible').innerText()).toBe(share.card.refused)
	expect(saved).toBe(0)
	expect(said).toEqual([])
	await page.context().close()
})

test('without script the card stands there to be photographed, with no button and no address', async () => {
	const { page } = await newPage(site, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
	for (const [kind, id] of [
		['guide', 'ua_ced'],
		['country', 'PRK'],
	] as const) {
		await page.goto(site.origin + paths.share('en', kind, id))
		const card = page.locator('#card')
		const { width, height } = (await card.boundingBox()) ?? expect.fail(id)
		expect(width).toBeLessThanOrEqual(288)
		expect(height / width).toBeLessThan(0.56)
		expect(await card.innerText()).not.toContain(new URL(site.origin).host)
		expect(await page.locator('main button:visible').count()).toBe(0)
	}
	await page.context().close()
})

// The last test stops the server.
test('a kept guide opens without internet, a page to write on does not, and one tap leaves nothing', async () => {
	const { page, said } = await newPage(site)
	await keepIt(page)
	const held = {
		...NOTHING,
		kept: [paths.kept('en', NAME), paths.keptGone('en', NAME)],
		workers: [paths.kept('en', NAME)],
	}
	expect(await heldBy(page)).toEqual(held)

	for (const path of [
		paths.before('en'),
		paths.tell('en'),
		paths.find('en'),
		paths.mechanism('en', 'ua_ced'),
	]) {
		const answer = await page.goto(site.origin + path)
		expect(answer?.fromServiceWorker(), path).toBe(false)
		expect(await page.evaluate(() => navigator.serviceWorker.controller), path).toBeNull()
		expect(await heldBy(page), path).toEqual(held)
	}
	expect(said).toEqual([])

	await site.server.stop()
	const answer = await page.goto(site.origin + paths.kept('en', NAME))
	expect(answer?.fromServiceWorker()).toBe(true)
	expect(await page.title()).toBe(keep.phone.names.notes)
	expect(await page.locator('main').innerText()).toContain(say(keep.inside.made, { day: '' }).split('.')[1])
	const other = await page.context().newPage()
	await expect(other.goto(site.origin + paths.tell('en'))).rejects.toThrow('ERR_CONNECTION_REFUSED')
	await other.close()

	await page
		.locator(`a[href="${paths.keptGone('en', NAME)}"]`)
		.first()
		.click()
	expect(await page.locator('h1').innerText()).toBe(keep.inside.gone)
	expect(await heldBy(page)).toEqual(NOTHING)
	expect(await page.context().cookies()).toEqual([])
	await expect(page.goto(site.origin + paths.kept('en', NAME))).rejects.toThrow('ERR_CONNECTION_REFUSED')
	await page.context().close()
})
