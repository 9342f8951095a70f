import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import drawings from '#content/facts/drawings.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { startFirefox, WITHOUT_SVG } from './in-firefox.ts'
import { pagesInChromium } from './pages-in-chromium.ts'

const visited = pagesInChromium()

async function onScreen(width: number, height: number, look: (page: Page) => Promise<void>): Promise<void> {
	// Measured with a face of usual width, whatever this machine has; the policy of the pages would refuse it.
	const context = await visited.browser.newContext({ viewport: { width, height }, bypassCSP: true })
	const page = await context.newPage()
	await look(page)
	await context.close()
}

const bottomOf = (page: Page, css: string) =>
	page
		.locator(css)
		.last()
		.evaluate((element) => element.getBoundingClientRect().bottom)

const PHONE_SCREEN = 640

// Where the first layer ends, for usual pages and the longest: at the edge of the screen of a small phone, or little below.
test.each([
	['en', 'ic_ccpr', 660],
	['en', 'ua_ced', 640],
	['en', 'ecthr_app', 740],
	['en', 'inq_crpd', 720],
	['fr', 'ic_ccpr', 720],
	['fr', 'aarhus_accc', 840],
	['ar', 'ic_ccpr', 660],
	['ar', 'ecthr_app', 750],
] as const)('on a phone in %s, what %s can do and cannot do ends at %d pixels', async (language, id, end) => {
	await onScreen(320, PHONE_SCREEN, async (page) => {
		await page.goto(visited.host.origin + paths.mechanism(language, id))
		await page.addStyleTag({ content: "html { font-family: 'Liberation Sans', sans-serif }" })
		// A warning that something is overdue comes and goes, and may take its room.
		await page.locator('.note').evaluateAll((notes) => {
			for (const note of notes) note.remove()
		})
		expect(await bottomOf(page, '.abilities li')).toBeLessThanOrEqual(end)
		if (language !== 'fr') expect(await bottomOf(page, '.strip dd')).toBeLessThanOrEqual(PHONE_SCREEN)
	})
})

test.each([
	...['ic_ccpr', 'ewua_cerd', 'un_reprisals', 'upr'].flatMap((id) =>
		(['en', 'fr'] as const).map((language) => paths.mechanism(language, id)),
	),
	...(['en', 'fr', 'ar'] as const).map((language) => paths.story(language)),
	paths.actGroup('en', 'liberty'),
])('%s fits on two sheets of paper', async (path) => {
	await onScreen(1280, 900, async (page) => {
		await page.goto(visited.host.origin + path)
		const pdf = await page.pdf({ format: 'A4' })
		expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2)
	})
})

test.each(LANGUAGES)('in %s the steps stand in their order, across on a wide screen', async (language) => {
	await onScreen(1280, 900, async (page) => {
		await page.goto(visited.host.origin + paths.mechanism(language, 'sp_urgent'))
		const places = await page
			.locator('.steps > li')
			.evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().left))
		const forward = places.toSorted((one, other) => (language === 'ar' ? other - one : one - other))
		expect(places).toEqual(forward)
		expect(new Set(places).size).toBe(drawings.steps.sp_urgent.length)
		expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
	})
})

const DRAWN: readonly ((language: Language) => string)[] = [
	(language) => paths.mechanism(language, 'ic_ccpr'),
	paths.story,
]

/** The raster files a page asked for, and the size of the first drawing in it. */
function whatIsDrawn(): string {
	const asked = performance.getEntriesByType('resource').map(({ name }) => name)
	const drawing = document.querySelector('.drawn')?.getBoundingClientRect()
	return JSON.stringify([asked.filter((name) => name.endsWith('.png')).length, (drawing?.width ?? 0) > 10])
}

test('who sees no SVG gets the same drawings in one further file', async () => {
	const firefox = await startFirefox(WITHOUT_SVG)
	const visitor = await firefox.visit()
	for (const path of DRAWN) {
		await visitor.goTo(visited.host.origin + path('en'))
		expect(await visitor.ask(whatIsDrawn)).toBe('[1,true]')
	}
	expect(firefox.complaints).toEqual([])
	await firefox.close()
})

test('who sees SVG pays for no other drawing', async () => {
	await onScreen(320, PHONE_SCREEN, async (page) => {
		for (const path of DRAWN) {
			await page.goto(visited.host.origin + path('en'), { waitUntil: 'networkidle' })
			expect(await page.evaluate(whatIsDrawn)).toBe('[0,true]')
		}
	})
})
