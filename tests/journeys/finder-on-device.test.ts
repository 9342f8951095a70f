import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import find from '#content/en/interface/find.json' with { type: 'json' }
import type found from '#content/en/interface/found.json'
import type { OnDeviceData } from '#components/guide/on-device-data.ts'
import { paths } from '#components/paths.ts'
import { foundPage } from '#contract/found-page.ts'
import { readFinderForm } from '#contract/read-finder-form.ts'
import { dayOf } from '#domain/days.ts'
import { ELSEWHERE_BODIES } from '#domain/finder/judge-elsewhere.ts'
import { ACTORS, CATEGORIES, DOERS, HARMS, LINKS, OUTCOMES, REMEDIES } from '#domain/finder/situation.ts'
import type { Language } from '#domain/languages.ts'
import { canari, CanarySearch } from '../canary/find-canaries.ts'
import { type OwnServer, startOwnServer } from '../canary/own-server.ts'
import { type TappedLine, tapLine } from '../canary/tapped-line.ts'
import { carries, eachInChromium, type Watched } from './in-chromium.ts'
import { startFirefox } from './in-firefox.ts'

// The finder with its script and without, on a server started as a host starts it, through a line that keeps all that
// goes up.

const chromium = eachInChromium()

let folder: string
let line: TappedLine
let server: OwnServer
let origin: string

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'finder-'))
	line = await tapLine('127.83.71.23')
	server = await startOwnServer(folder, join(folder, 'data'), line.port)
	line.leadTo(Number(new URL(server.address).port))
	origin = `http://localhost:${String(line.port)}`
})

afterAll(async () => {
	await server.stop()
	line.stop()
	rmSync(folder, { recursive: true })
})

function foundTexts(language: Language): typeof found {
	return JSON.parse(readFileSync(`content/${language}/interface/found.json`, 'utf8')) as never
}

/** The page, once it says that the answers stay. */
async function openReady(language: Language): Promise<Watched> {
	const watched = await chromium()
	await watched.page.goto(origin + paths.find(language))
	await watched.page.getByText(foundTexts(language).onDevice).waitFor()
	return watched
}

/** Somebody taken in Mexico, with one more answer that is found nowhere else in the world. */
async function answer(page: Page, canary = canari('answer')): Promise<void> {
	await page.selectOption('#country', 'MEX')
	await page.check('input[value=disappearance]')
	await page.check('input[name=outcome][value=protection]')
	await page.evaluate((text) => {
		const field = document.createElement('input')
		Object.assign(field, { type: 'hidden', name: 'canary', value: text })
		document.querySelector('#finder')?.append(field)
	}, canary)
	await page.locator('#finder button').click()
}

/** What a page left on the device: what is stored, remembered with the history, or stands in the address. */
function keptBy(page: Page): Promise<string> {
	return page.evaluate(async () =>
		JSON.stringify([
			location.href,
			history.state,
			document.cookie,
			Object.entries(localStorage),
			Object.entries(sessionStorage),
			await indexedDB.databases(),
			await caches.keys(),
		]),
	)
}

/** Whether the script was asked for only when something could be read already. */
function fetchedAfterPaint(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const [painted] = performance.getEntriesByName('first-contentful-paint')
		const script = performance.getEntriesByType('resource').find(({ name }) => name.includes('/finder/'))
		return painted !== undefined && script !== undefined && painted.startTime < script.startTime
	})
}

test.each(['fr', 'ar'] as const)(
	'with its script the finder answers in %s on the device, and no answer leaves it or stays in it',
	async (language) => {
		const { page, requests, complaints } = await openReady(language)
		expect(await fetchedAfterPaint(page)).toBe(true)
		const before = await keptBy(page)
		const [asked, sent] = [requests.length, line.wentUp().length]
		const canary = canari('answer')
		await answer(page, canary)

		await page.locator('.way h3').first().waitFor()
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('results-title')
		expect(await page.locator('h1:visible').count()).toBe(1)
		expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
			0,
		)
		// Looks as the server's answer looks: the style of the page knows what the script draws.
		expect(
			await page
				.locator('.way')
				.first()
				.evaluate((way) => getComputedStyle(way).borderTopStyle),
		).toBe('solid')
		const { violations } = await new AxeBuilder({ page }).analyze()
		expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([])

		// Back to the questions, with what was chosen, and on to another answer.
		await page.goBack()
		expect(await page.locator('#country').inputValue()).toBe('MEX')
		expect(await page.locator('#results').isVisible()).toBe(false)
		await page.selectOption('#country', 'ERI')
		await page.locator('#finder button').click()
		await page.locator('#results').waitFor()

		expect(requests.slice(asked).map((request) => request.url())).toEqual([])
		expect(line.wentUp().length).toBe(sent)
		expect(carries(requests, canary)).toEqual([])
		expect(new CanarySearch([{ name: 'answer', is: canary }]).find(line.wentUp())).toEqual([])
		expect(await keptBy(page)).toBe(before.replace('null', '"found"'))
		expect(complaints).toEqual([])
	},
)

test('not even a script that sends the form by itself gets an answer out of the page', async () => {
	const { page, requests, complaints } = await openReady('en')
	const asked = requests.length
	await answer(page)
	await page.evaluate(() => document.querySelector<HTMLFormElement>('#finder')?.submit())
	const refused = await page.evaluate(() => fetch('/healthz').then(String, (error: unknown) => String(error)))
	expect(refused).toContain('TypeError')
	await expect.poll(() => complaints.join()).toContain('form-action')
	expect(complaints.join()).toContain('connect-src')
	expect(requests.slice(asked).filter((request) => request.method() === 'POST')).toEqual([])
})

test('a Firefox set up as Tor Browser sets it answers by itself, and refuses to send', async () => {
	const firefox = await startFirefox()
	const person = await firefox.visit()
	await person.goTo(origin + paths.find('en'))
	await person.see(foundTexts('en').onDevice)
	const sent = line.wentUp().length
	await person.ask(() => {
		for (const chosen of ['option[value=MEX]', '[value=torture]', '[name=outcome][value=truth]'])
			Object.assign(document.querySelector(`#finder ${chosen}`) ?? {}, { selected: true, checked: true })
		return ''
	})
	await person.press(find.show)
	expect((await person.read('.way h3')).length).toBeGreaterThan(0)
	// Firefox throws where Chromium says nothing to the script.
	const submitted = person.ask(() => String(document.querySelector<HTMLFormElement>('#finder')?.submit()))
	await expect(submitted).rejects.toThrow('threw in the page')
	await expect.poll(() => firefox.complaints.join()).toContain('form-action')
	expect(line.wentUp().length).toBe(sent)
	await firefox.close()
})

test('who loses the line after the page said so still gets an answer', async () => {
	const { page } = await openReady('en')
	await page.context().setOffline(true)
	await answer(page)
	await page.locator('.way h3').first().waitFor()
	await page.emulateMedia({ media: 'print' })
	expect(await page.locator('.way').first().isVisible()).toBe(true)
	expect(await page.locator('#finder').isVisible()).toBe(false)
})

test('a fault on the device is said, and the answers are not sent instead', async () => {
	const { page, requests, complaints } = await openReady('en')
	const asked = requests.length
	await page.evaluate(() => document.querySelector('#found')?.remove())
	await answer(page)
	await page.getByText(foundTexts('en').fault).waitFor()
	expect(requests.length).toBe(asked)
	expect(complaints.join()).toContain('found')
})

test('what is missing is said beside the form, which keeps what was chosen', async () => {
	const { page } = await openReady('en')
	await answer(page)
	await page.uncheck('input[value=disappearance]')
	await page.locator('#finder button').click()
	expect(await page.locator('#results').isVisible()).toBe(false)
	expect(await page.locator('[role=alert] a').getAttribute('href')).toBe('#categories')
	expect(await page.locator('#country').inputValue()).toBe('MEX')
})

test('leaving quickly takes answer and form out of the page', async () => {
	const { page } = await openReady('en')
	await answer(page)
	await page.route('**/leave', (route) => route.fulfill({ status: 204 }))
	await page.locator('a.leave').click()
	const left = () => page.evaluate(() => document.querySelectorAll('#finder, .way').length)
	await expect.poll(left).toBe(0)
})

test('without the facts it was made with the page says what is true: that the server sees the answers', async () => {
	const { page, requests } = await chromium()
	await page.route(/\/find\/.+\.json$/, (route) => route.continue({ url: `${origin}/en/find/older.json` }))
	const refused = page.waitForResponse(/\.json$/)
	await page.goto(origin + paths.find('en'))
	expect((await refused).status()).toBe(404)
	expect(await page.locator('#who-sees').innerText()).toContain(find.serverSees)
	await answer(page)
	await page.locator('.way h3').first().waitFor()
	expect(requests.filter((request) => request.method() === 'POST').length).toBe(1)
})

async function post(body: URLSearchParams): Promise<string> {
	const answered = await fetch(origin + paths.find('en'), {
		method: 'POST',
		body,
		headers: { origin, accept: 'text/html' },
	})
	expect(answered.status).toBe(200)
	return answered.text()
}

const maybe = <Value extends string>(...values: readonly Value[]) => fc.constantFrom('', ...values)
const yesNo = maybe('yes', 'no')
const someDay = fc
	.date({ min: new Date('1980-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10))

function anyForm(countries: readonly string[]) {
	return fc.record({
		country: fc.constantFrom(...countries),
		categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 4 }),
		outcome: fc.constantFrom(...OUTCOMES),
		nationality: maybe(...countries),
		by: maybe(...DOERS),
		companyFrom: maybe(...countries),
		danger: yesNo,
		harm: maybe(...HARMS),
		date: fc.oneof(fc.constant(''), someDay),
		continuing: yesNo,
		finalDecision: fc.oneof(fc.constant(''), someDay),
		remedies: maybe(...REMEDIES),
		elsewhereBody: maybe(...ELSEWHERE_BODIES),
		elsewhereState: maybe('pending', 'finished'),
		linkUN: maybe(...LINKS),
		actor: maybe(...ACTORS),
		group: yesNo,
		named: yesNo,
		consent: yesNo,
		pattern: maybe('one', 'many', 'nobody'),
	})
}

/** The file a browser gets, read as the script reads it. */
async function servedData(): Promise<OnDeviceData> {
	const html = await (await fetch(origin + paths.find('en'))).text()
	const address = /data-facts="([^"]+)"/.exec(html)?.[1] ?? expect.fail('no facts')
	const file = await fetch(origin + address, { headers: { 'accept-encoding': 'br' } })
	expect(file.headers.get('content-encoding')).toBe('br')
	return (await file.json()) as OnDeviceData
}

/** The ways an answer names, in their order, and what was missing. */
function namedIn(html: string): string[] {
	const shown = /<div id="found">([^]*?)<h2 id="change"/.exec(html)?.[1] ?? ''
	const troubles =
		/<div role="alert"[^]*?<\/ul>|class="note danger[^"]*" role="alert"[^]*?<\/ul>/.exec(html)?.[0] ?? ''
	return [
		...Array.from(shown.matchAll(/href="\/en\/guide\/([^"]+)"/g), ([, id = '']) => id),
		...Array.from(troubles.matchAll(/href="#(\w+)"/g), ([, field = '']) => `missing ${field}`),
	]
}

test('the server and a browser with the facts it was sent answer any form the same', async () => {
	const { finder, mark } = await servedData()
	expect(mark).not.toBe('')
	const { states } = finder.facts
	const today = dayOf(new Date()) ?? expect.fail('no clock')
	await fc.assert(
		fc.asyncProperty(anyForm(Object.keys(states)), async ({ categories, ...single }) => {
			const body = new URLSearchParams([
				...Object.entries(single),
				...categories.map((one) => ['categories', one]),
			])
			const form = new FormData()
			for (const [name, value] of body) form.append(name, value)
			const read = readFinderForm(form, (code) => code in states)
			const here =
				'troubles' in read ? read.troubles.map((field) => `missing ${field}`) : idsOf(read.situation)
			expect(namedIn(await post(body))).toEqual(here)
		}),
		{ numRuns: 40 },
	)

	function idsOf(situation: Parameters<typeof foundPage>[1]): string[] {
		const page = foundPage(finder, situation, today)
		const { pinned, doFirst, doNext, longer, alternatives, later, closed } = page
		return [pinned, doFirst, doNext, longer, alternatives, later, closed].flat().map(({ id }) => id)
	}
})

test('word for word the page shows the same, made here or there', async () => {
	const { page } = await openReady('en')
	await answer(page)
	const text = () => page.locator('#found').evaluate((found) => found.textContent.replace(/\s+/g, ''))
	await page.locator('.way h3').first().waitFor()
	const here = await text()
	const html = await post(
		new URLSearchParams({ country: 'MEX', categories: 'disappearance', outcome: 'protection' }),
	)
	const there = await chromium({ javaScriptEnabled: false })
	await there.page.setContent(html)
	expect(await there.page.locator('#found').evaluate((found) => found.textContent.replace(/\s+/g, ''))).toBe(
		here,
	)
})

test('what was read on a page about rights fills in the form, in no address', async () => {
	const { page, requests } = await chromium({ javaScriptEnabled: false })
	await page.goto(origin + paths.actGroup('en', 'movement-access'))
	await page.check('input[value="ACC-1"]')
	await page.locator('main form button').click()
	expect(await page.locator('main').innerText()).toContain(find.prefilled)
	expect(await page.locator('input[name=categories][value=access]').isChecked()).toBe(true)
	expect(await page.locator('#linkUN').inputValue()).toBe('other-un')
	expect(requests.filter((request) => request.url().includes('ACC'))).toEqual([])
	expect(page.url()).toBe(origin + paths.find('en'))
})

test('a question that does not matter is not asked', async () => {
	const { page } = await chromium({ javaScriptEnabled: false })
	await page.goto(origin + paths.find('en'))
	await page.locator('#finder summary').click()
	expect(await page.locator('#companyFrom').isVisible()).toBe(false)
	expect(await page.locator('#elsewhereState').isVisible()).toBe(false)
	await page.selectOption('#by', 'company')
	await page.selectOption('#elsewhereBody', 'ic_ccpr')
	expect(await page.locator('#companyFrom').isVisible()).toBe(true)
	expect(await page.locator('#elsewhereState').isVisible()).toBe(true)
})

test('without script the server answers, and keeps nothing of it', async () => {
	const canary = canari('answer')
	const body = new URLSearchParams({ country: 'MEX', categories: 'torture', outcome: 'truth', canary })
	expect(await post(body)).toContain('href="/en/guide/')
	await server.stop()
	const search = new CanarySearch([{ name: 'answer', is: canary }])
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	)
	expect(files.length).toBeGreaterThan(1)
	for (const { parentPath, name } of files)
		expect(search.find(readFileSync(join(parentPath, name))), name).toEqual([])
	// The same search finds it on the line, where it was for a moment.
	expect(search.find(line.wentUp())).not.toEqual([])
})
