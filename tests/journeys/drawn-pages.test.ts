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

/** What the browser of a cheap phone leaves to a page: 360 × 800 without its bars. */
const PHONE = { width: 360, height: 700 }

// The longest of each language.
test.each([
	['en', 'ic_cedaw'],
	['fr', 'ic_cedaw'],
	['es', 'aarhus_sr'],
	['ar', 'ic_ccpr'],
	['ru', 'sc_routes'],
	['ru', 'eac_court'],
	['zh', 'ic_cescr'],
] as const)('a cheap phone shows the whole first layer at once: in %s, of %s', async (language, id) => {
	await onScreen(PHONE.width, PHONE.height, async (page) => {
		await page.goto(visited.host.origin + paths.mechanism(language, id))
		await page.addStyleTag({ content: "html { font-family: 'Liberation Sans', sans-serif }" })
		// A warning that something is overdue comes and goes, and may take its room.
		await page.locator('.note').evaluateAll((notes) => {
			for (const note of notes) note.remove()
		})
		for (const part of ['.strip dd', '.abilities li'])
			expect(await bottomOf(page, part)).toBeLessThanOrEqual(PHONE.height)
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
	await onScreen(PHONE.width, PHONE.height, async (page) => {
		for (const path of DRAWN) {
			await page.goto(visited.host.origin + path('en'), { waitUntil: 'networkidle' })
			expect(await page.evaluate(whatIsDrawn)).toBe('[0,true]')
		}
	})
})
