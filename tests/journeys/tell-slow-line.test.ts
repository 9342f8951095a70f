import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carries, eachInChromium } from './in-chromium.ts'
import { startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { button, giveTwoWordsBack, seeWords, send, tellTexts, waitUntilStored } from './tell-steps.ts'

// Nothing a person writes may leave the page before it is locked: not by Enter, not by the button, not while scripts
// are on their way, missing or broken.

const CANARY = 'the well at Kessa is guarded'
const words = tellTexts('en')

let team: TeamAtWork
const chromium = eachInChromium()

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

/** Writes, then presses and clicks everything a hurried hand would. */
async function writeAndPress(page: Page): Promise<void> {
	await page.locator('#story').pressSequentially(CANARY)
	await page.keyboard.press('Enter')
	await page.keyboard.press('Control+Enter')
	await button(page, words.next).click({ force: true })
	await page.locator('#reason').press('Enter')
	await button(page, words.next).press('Enter')
	await page.waitForTimeout(500)
}

test('before the scripts arrive nothing is sent, and what was typed is still there when they have', async () => {
	const { page, requests, complaints } = await chromium()
	const arrival = Promise.withResolvers<undefined>()
	await page.route('**/*.js', async (route) => {
		await arrival.promise
		await route.continue()
	})
	await page.goto(`${team.origin}/en/w/tell#5`, { waitUntil: 'commit' })
	await page.locator('#story').waitFor()
	expect(await button(page, words.next).isDisabled()).toBe(true)
	await page.getByText(words.lockArriving).waitFor()
	await writeAndPress(page)
	expect(carries(requests, CANARY)).toEqual([])
	arrival.resolve(undefined)
	const given = await seeWords(page, 'en')
	await giveTwoWordsBack(page, 'en', given)
	await send(page, 'en')
	await waitUntilStored(page, 'en')
	expect((await storiesFor(team.ruth)).at(-1)?.text).toBe(`${CANARY}\n`)
	expect(carries(requests, CANARY)).toEqual([])
	expect(complaints).toEqual([])
})

test('a page that did send the text would be found', async () => {
	const { page, requests } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	await page.evaluate(async (text) => {
		await fetch(`/?text=${encodeURIComponent(text)}`)
		await fetch('/', { method: 'POST', body: text })
		await fetch('/', { method: 'POST', body: new URLSearchParams({ text }) })
	}, CANARY)
	expect(carries(requests, CANARY)).toHaveLength(3)
})

test('with the scripts blocked on the way nothing is sent, and the page says what to do', async () => {
	const { page, requests } = await chromium()
	await page.route('**/*.js', (route) => route.abort())
	await page.goto(`${team.origin}/en/w/tell`)
	await writeAndPress(page)
	expect(await page.getByRole('link', { name: words.lockLate }).isVisible()).toBe(true)
	expect(page.url()).toBe(`${team.origin}/en/w/tell`)
	expect(carries(requests, CANARY)).toEqual([])
})

test('after an error in a script nothing is sent', async () => {
	const { page, requests } = await chromium()
	await page.route('**/nodes/*.js', (route) =>
		route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken on the way")' }),
	)
	await page.goto(`${team.origin}/en/w/tell`)
	await writeAndPress(page)
	expect(carries(requests, CANARY)).toEqual([])
})

test('when the locking code does not arrive, the page says so, keeps the text, and can try again', async () => {
	const { page, requests } = await chromium()
	let isBlocked = true
	await page.route('**/api/v1/desks', (route) => (isBlocked ? route.abort() : route.continue()))
	await page.goto(`${team.origin}/en/w/tell`)
	await page.fill('#story', CANARY)
	await page.getByText(words.faultLine).waitFor({ timeout: 60_000 })
	expect(await button(page, words.next).isDisabled()).toBe(true)
	isBlocked = false
	await button(page, words.tryAgain).click()
	await seeWords(page, 'en')
	expect(carries(requests, CANARY)).toEqual([])
})

test('without script there is no box at all, and three ways on', async () => {
	const { page } = await chromium({ javaScriptEnabled: false })
	await page.goto(`${team.origin}/en/w/tell`)
	expect(await page.locator('#story').isVisible()).toBe(false)
	expect(await page.locator('button, input, select').filter({ visible: true }).count()).toBe(0)
	expect(await page.locator('#ways li').count()).toBe(3)
	await page.getByRole('link', { name: words.wayOther }).click()
	expect(page.url()).toBe(`${team.origin}/en/other-ways`)
})

test.each([
	['web crypto', "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"],
	['streams', 'delete window.ReadableStream'],
	['whole numbers without end', 'delete window.BigInt'],
])('in a browser without %s there is no box, and nothing is fetched for locking', async (_, missing) => {
	const { page, requests } = await chromium()
	await page.addInitScript({ content: missing })
	await page.goto(`${team.origin}/en/w/tell`, { waitUntil: 'networkidle' })
	await expectNoBox(page, requests)
})

test('over http on the open web there is no box, and nothing is fetched for locking', async () => {
	const { page, requests } = await chromium()
	await page.goto(`${team.openWeb}/en/w/tell`, { waitUntil: 'networkidle' })
	await expectNoBox(page, requests)
})

async function expectNoBox(page: Page, requests: readonly Request[]): Promise<void> {
	expect(await page.locator('#story').isVisible()).toBe(false)
	expect(await page.getByText(words.waysWhy).isVisible()).toBe(true)
	expect(requests.filter((request) => request.url().includes('/api/'))).toEqual([])
}

test('no field has a name, no form exists, and the policy forbids sending one', async () => {
	const { page } = await chromium()
	const response = await page.goto(`${team.origin}/en/w/tell`)
	expect(response?.headers()['content-security-policy']).toContain("form-action 'none'")
	const fields = await page.locator('textarea, input, select').all()
	expect(fields.length).toBeGreaterThan(1)
	for (const field of fields) {
		expect(await field.getAttribute('name')).toBeNull()
		expect(await field.getAttribute('autocomplete')).toBe('off')
	}
	expect(await page.locator('form').count()).toBe(0)
	const box = page.locator('#story')
	expect(await box.getAttribute('spellcheck')).toBe('false')
	expect(await box.getAttribute('translate')).toBe('no')
	expect(await page.title()).not.toMatch(/right|report|kessa|safe/i)
})
