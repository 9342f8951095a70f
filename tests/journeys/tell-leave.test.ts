import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachInChromium, inMemory } from './in-chromium.ts'
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

test('on a phone the way out stays on the screen, however far somebody scrolls', async () => {
	const { page } = await withWords()
	const isOnScreen = () =>
		page.locator('a.leave').evaluate((link) => {
			const { top, bottom } = link.getBoundingClientRect()
			return top >= 0 && bottom <= innerHeight
		})
	expect(await isOnScreen()).toBe(true)
	await page.evaluate(() => {
		scrollTo(0, document.body.scrollHeight)
	})
	expect(await isOnScreen()).toBe(true)
})

test('Shift three times does the same', async () => {
	const { page, given } = await withWords({ isMobile: false, hasTouch: false })
	for (let press = 0; press < 3; press++) await page.keyboard.press('Shift')
	await expectElsewhereForGood(page, given)
})

test('when the other page does not come, nothing is left to see', async () => {
	const { page, given } = await withWords()
	await page.unroute('**/leave')
	await page.route('**/leave', (route) => route.fulfill({ status: 204 }))
	await page.locator('a.leave').click()
	expect(await page.locator('body').isVisible()).toBe(false)
	expect(await page.locator('#story').inputValue()).toBe('')
	const left = await page.content()
	expect(given.filter((word) => left.includes(`>${word}<`))).toEqual([])
	expect(await inMemory(page, ['under the lantern'])).toEqual([])
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
