import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachInChromium } from './in-chromium.ts'
import { startTeam, type TeamAtWork } from './team-at-work.ts'
import { writeAndSeeWords } from './tell-steps.ts'

let team: TeamAtWork
const chromium = eachInChromium()

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

/** A page with the return words on it, and an elsewhere that needs no network. */
async function withWords(options = {}): Promise<{ page: Page; given: string[] }> {
	const { page } = await chromium(options)
	await page.route('**/leave', (route) => route.fulfill({ contentType: 'text/html', body: 'Weather' }))
	await page.goto(`${team.origin}/en/w/tell`)
	return { page, given: await writeAndSeeWords(page, 'en', 'The key is under the lantern.') }
}

async function expectElsewhereForGood(page: Page, given: readonly string[]): Promise<void> {
	await page.waitForURL('**/leave')
	await page.goBack()
	await page.waitForLoadState()
	const shown = await page.content()
	expect(shown).not.toContain('under the lantern')
	expect(await page.locator('ol.words li').count()).toBe(0)
	expect(given.filter((word) => shown.includes(`>${word}<`))).toEqual([])
}

test('the leave link leads elsewhere at once, and the Back button finds an empty page', async () => {
	const { page, given } = await withWords()
	await page.locator('a.leave').click()
	await expectElsewhereForGood(page, given)
})

test('Shift three times does the same', async () => {
	const { page, given } = await withWords({ isMobile: false, hasTouch: false })
	for (let press = 0; press < 3; press++) await page.keyboard.press('Shift')
	await expectElsewhereForGood(page, given)
})

test('while a slow line still looks for the other page, nothing is left to see', async () => {
	const { page, given } = await withWords()
	await page.unroute('**/leave')
	await page.route('**/leave', () => new Promise(() => undefined))
	// Asked beside Playwright, which waits for the navigation to end before it looks at the page again.
	const beside = await page.context().newCDPSession(page)
	const asked = async (expression: string): Promise<unknown> =>
		(await beside.send('Runtime.evaluate', { expression })).result.value
	await asked("document.querySelector('a.leave').click()")
	expect(await asked('getComputedStyle(document.documentElement).display')).toBe('none')
	expect(await asked("document.querySelector('#story')?.value")).toBe('')
	const left = String(await asked('document.documentElement.outerHTML'))
	expect(given.filter((word) => left.includes(`>${word}<`))).toEqual([])
})

test('without script the link works as well', async () => {
	const { page } = await chromium({ javaScriptEnabled: false })
	await page.route('**/leave', (route) => route.fulfill({ contentType: 'text/html', body: 'Weather' }))
	await page.goto(`${team.origin}/ar/w/tell`)
	await page.locator('a.leave').click()
	await page.waitForURL('**/leave')
})

test('leaving leads to a page anybody may have open', async () => {
	const response = await fetch(`${team.origin}/leave`, { redirect: 'manual' })
	expect(response.status).toBe(303)
	expect(response.headers.get('location')).toMatch(/^https:/)
	expect(response.headers.get('referrer-policy')).toBe('no-referrer')
})
