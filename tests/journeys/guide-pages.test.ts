import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import part from '#content/facts/part.json' with { type: 'json' }
import countryNames from '#content/en/guide/countries.json' with { type: 'json' }
import where from '#content/en/interface/where.json' with { type: 'json' }
import countryWords from '#content/en/interface/country.json' with { type: 'json' }
import find from '#content/en/interface/find.json' with { type: 'json' }
import guideWords from '#content/en/interface/guide.json' with { type: 'json' }
import pageWords from '#content/en/interface/pages.json' with { type: 'json' }
import foundWords from '#content/en/interface/found.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { say, sayDay } from '#components/say.ts'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import type { Language } from '#domain/languages.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { PROCEDURES } from '#domain/finder/facts.ts'
import { finderFacts } from '../content/finder-facts.ts'
import { pagesInChromium } from './pages-in-chromium.ts'

const FIRST_ROUND_TRIP = 14 * 1024

const visited = pagesInChromium()

const ids = finderFacts.mechanisms.map(({ id }) => id)
const pagesIn = (language: Language) => [
	paths.guide(language),
	paths.find(language),
	paths.experts(language),
	paths.expert(language, 'sr-hrd'),
	paths.countries(language),
	...['MEX', 'ERI', 'VAT'].map((code) => paths.country(language, code)),
	paths.rights(language),
	...ACT_GROUPS.map((group) => paths.actGroup(language, group)),
	paths.taking(language),
	...part.topics.map(({ id }) => paths.part(language, id)),
	...ids.map((id) => paths.mechanism(language, id)),
	paths.where(language, 'ic_ccpr'),
	paths.story(language),
]

const LOOKED_AT = [
	paths.guide,
	paths.find,
	paths.rights,
	paths.experts,
	paths.taking,
	(language: Language) => paths.part(language, 'refused'),
	paths.countries,
	(language: Language) => paths.country(language, 'MEX'),
	(language: Language) => paths.actGroup(language, 'liberty'),
	(language: Language) => paths.mechanism(language, 'ua_ced'),
	(language: Language) => paths.where(language, 'ic_ccpr'),
	paths.story,
]

/** Hands over what was chosen on a page about rights, which is complete without it. */
const BRING_ALONG = `>${readFileSync('src/browser/bring-along.js', 'utf8')}</script>`

async function textAt(path: string): Promise<string> {
	const answer = await fetch(visited.host.origin + path)
	expect(answer.status, path).toBe(200)
	return answer.text()
}

/** A page on a phone without script, on which nothing may be said in the console. */
async function onPhone(look: (page: Page) => Promise<void>): Promise<void> {
	const context = await visited.browser.newContext({
		viewport: { width: 320, height: 640 },
		javaScriptEnabled: false,
	})
	const page = await context.newPage()
	const messages: string[] = []
	page.on('console', (message) => messages.push(message.text()))
	await look(page)
	expect(messages).toEqual([])
	await context.close()
}

test.each(LANGUAGES)(
	'every page of the guide in %s comes packed in the first round trip, without script',
	async (language) => {
		for (const path of pagesIn(language)) {
			const html = await textAt(path)
			// A sheet that stands in the page itself is named once more, disabled, and not fetched.
			const looks = Array.from(
				html.matchAll(/<link href="([^"]+)" rel="stylesheet">/g),
				([, href = '']) => href,
			)
			const sheets = await Promise.all(
				looks.map(async (href) => (await fetch(new URL(href, visited.host.origin + path))).text()),
			)
			const packed = [html, ...sheets].reduce((sum, text) => sum + brotliCompressSync(text).length, 0)
			expect(packed, path).toBeLessThanOrEqual(FIRST_ROUND_TRIP)
			expect(looks.length, path).toBeLessThanOrEqual(3)
			// The finder asks for its script after the first paint, in a few words.
			const starts = html.match(/data-finder="\/_app\/immutable\/finder\/[^"]+"[^]*?<script>/g) ?? []
			expect(starts.length, path).toBe(path === paths.find(language) ? 1 : 0)
			const bringsAlong = path.startsWith(`${paths.rights(language)}/`)
			expect(html.includes(BRING_ALONG), path).toBe(bringsAlong)
			const whole = html.replace(starts[0] ?? '', '')
			const without = bringsAlong ? whole.replace(/<script[^>]*>/, '').replace(BRING_ALONG, '') : whole
			expect(without, path).not.toMatch(/<script|javascript:|\son\w+=/i)
		}
	},
)

test.each(['en', 'fr', 'ar'] as const)(
	'on a phone in %s nobody scrolls sideways, and a screen reader meets no fault',
	async (language) => {
		await onPhone(async (page) => {
			for (const path of LOOKED_AT.map((path) => path(language))) {
				await page.goto(visited.host.origin + path)
				expect(
					await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
					path,
				).toBeLessThanOrEqual(0)
			}
		})
		const context = await visited.browser.newContext({ viewport: { width: 320, height: 640 } })
		const page = await context.newPage()
		for (const path of LOOKED_AT.map((path) => path(language))) {
			await page.goto(visited.host.origin + path)
			const { violations } = await new AxeBuilder({ page }).analyze()
			expect(
				violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
				path,
			).toEqual([])
		}
		await context.close()
	},
)

test('without script somebody finds who can help, and the answers stand in no address', async () => {
	await onPhone(async (page) => {
		const asked: string[] = []
		page.on('request', (request) => asked.push(request.url()))
		await page.goto(visited.host.origin + paths.find('en'))
		expect(await page.locator('main').innerText()).toContain(find.serverSees)
		await page.selectOption('#country', 'MEX')
		await page.check('input[value=disappearance]')
		await page.check('input[name=outcome][value=protection]')
		await page.locator('form button').click()
		expect(await page.locator('.way h3').first().innerText()).toContain('Someone was taken')
		expect(await page.locator('main').innerText()).toContain(foundWords.groups.doFirst)
		for (const answer of ['MEX', 'disappearance', 'protection'])
			expect(asked.filter((address) => address.includes(answer))).toEqual([])
		// Nothing has to be chosen again to answer more.
		expect(await page.locator('#country').inputValue()).toBe('MEX')
		await page.selectOption('#danger', 'yes')
		await page.locator('form button').click()
		expect(await page.locator('.note.danger').innerText()).toContain(foundWords.dangerLink)
	})
})

test('who leaves out what is needed is told, in their language, and keeps what they chose', async () => {
	await onPhone(async (page) => {
		await page.goto(visited.host.origin + paths.find('fr'))
		await page.check('input[value=torture]')
		await page.evaluate(() => {
			for (const field of document.querySelectorAll('[required]')) field.removeAttribute('required')
		})
		await page.locator('form button').click()
		expect(await page.locator('[role=alert] a').count()).toBe(2)
		expect(await page.locator('input[value=torture]').isChecked()).toBe(true)
	})
})

test('what a page says of a State is what the depositary showed, for sixty pairs drawn by chance', async () => {
	const shown = new Map<string, string>()
	const pair = fc.record({
		country: fc.constantFrom(...Object.keys(finderFacts.states)),
		procedure: fc.constantFrom(...PROCEDURES.filter((one) => one !== 'spt' && one !== 'ic_cmw')),
	})
	for (const { country, procedure } of fc.sample(pair, { numRuns: 60, seed: 54_24 })) {
		const html = shown.get(procedure) ?? (await textAt(paths.where('en', procedure)))
		shown.set(procedure, html)
		const name = new Map(Object.entries(countryNames)).get(country) ?? expect.fail(country)
		const isOpen = html.includes(`aria-label="${country} ${name}, ${where.yes}"`)
		const accepted = finderFacts.states[country]?.accepts[procedure] !== undefined
		expect(isOpen, `${country} ${procedure}`).toBe(accepted)
	}
})

test('the page of a State says of every procedure what it accepted, and what could still open', async () => {
	for (const country of ['FRA', 'ERI', 'USA', 'CHN']) {
		const html = await textAt(paths.country('en', country))
		const open = /<h2 id="open">.*?<h2/s.exec(html)?.[0] ?? ''
		const couldOpen = /<h2 id="could-open">.*?<h2/s.exec(html)?.[0] ?? ''
		for (const { id, gates, notInForce } of finderFacts.mechanisms) {
			const procedure = gates.accepts ?? gates.acceptsTerritoryOrNationality
			if (procedure === undefined || notInForce === true) continue
			const act = (finderFacts.states[country] ?? expect.fail(country)).accepts[procedure]
			const link = `href="${paths.mechanism('en', id)}"`
			expect([open.includes(link), couldOpen.includes(link)], `${country} ${id}`).toEqual([
				act !== undefined,
				act === undefined,
			])
			if (typeof act === 'string')
				expect(open, `${country} ${id}`).toContain(
					say(countryWords.accepted, { day: sayDay(act, 'en'), asOf: sayDay(finderFacts.asOf, 'en') }),
				)
		}
	}
})

test('who was followed reads first what to do now, and finds the way to tell it', async () => {
	await onPhone(async (page) => {
		await page.goto(visited.host.origin + paths.part('en', 'refused'))
		expect(await page.locator('h2').first().innerText()).toBe(guideWords.details.steps)
		await page.getByRole('link', { name: pageWords.why.reasons['kept-from-un'] }).click()
		expect(new URL(page.url()).pathname).toBe(paths.why('en'))
	})
})
