import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import rightsWords from '#content/fr/interface/rights.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { carries, eachInChromium, inMemory, WHOLE_CHROMIUM } from './in-chromium.ts'
import { startTeam, storedMessages, storiesFor, type TeamAtWork } from './team-at-work.ts'
import {
	button,
	giveTwoWordsBack,
	seeWords,
	send,
	tell,
	tellTexts,
	waitUntilStored,
	writeAndSeeWords,
} from './tell-steps.ts'

let team: TeamAtWork
const chromium = eachInChromium(() => [], WHOLE_CHROMIUM)

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

async function expectNoBarriers(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('Amina tells her story in French on a small phone, and only the team can read it', async () => {
	const { page, complaints, requests } = await chromium()
	const story = 'Les gardes de la mine sont revenus hier soir. Ils demandent qui a parlé à Genève. '.repeat(3)
	const words = tellTexts('fr')
	const scripts = new Map<string, number>()
	page.on('response', (response) => {
		if (response.url().endsWith('.js'))
			scripts.set(response.url(), Number(response.headers()['content-length']))
	})

	await page.goto(`${team.origin}/fr/w/why`)
	await page.locator('a[href$="/w/tell#1"]').click()
	await button(page, words.next).and(page.locator(':enabled')).waitFor()
	const document = await (await fetch(`${team.origin}/fr/w/tell`)).text()
	const late = [...scripts.keys()].filter((url) => !document.includes(new URL(url).pathname.slice(1)))
	// What the page does not name comes half a second later on a slow line: the words and their key, SvelteKit's page of errors.
	expect(late.length).toBeLessThanOrEqual(5)
	await expectNoBarriers(page)
	const given = await writeAndSeeWords(page, 'fr', story)
	expect(given).toHaveLength(9)
	await expectNoBarriers(page)
	await giveTwoWordsBack(page, 'fr', given)
	await expectNoBarriers(page)
	await send(page, 'fr')
	await waitUntilStored(page, 'fr')
	await expectNoBarriers(page)

	for (const member of [team.ruth, team.tomas])
		expect((await storiesFor(member)).at(-1)).toMatchObject({
			text: story,
			language: 'fr',
			reason: 'to-me-or-us',
			voice: null,
			leaveOut: [],
			consent: { reach: 'ask-each-time', totals: false },
		})
	expect(carries(requests, 'gardes de la mine')).toEqual([])
	expect(given.flatMap((word) => carries(requests, word.toUpperCase()))).toEqual([])
	expect(await page.context().cookies()).toEqual([])
	expect(complaints).toEqual([])
	const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0)
	expect(bytes).toBeGreaterThan(20_000)
	expect(bytes).toBeLessThanOrEqual(115 * 1024)
})

test('what was chosen on a page about rights stands in the box, and went through no address, request or storage', async () => {
	const { page, complaints, requests } = await chromium()
	const [words, rights] = [tellTexts('fr'), rightsWords]
	await page.goto(team.origin + paths.actGroup('fr', 'movement-access'))
	const labels = page.locator('main form label')
	const chosen = [await labels.nth(0).innerText(), await labels.nth(2).innerText()].map((name) => name.trim())
	for (const name of chosen) await page.getByRole('checkbox', { name, exact: true }).check()
	await page.getByRole('link', { name: rights.nextTell, exact: true }).click()
	while (!page.url().includes('/w/tell')) await page.locator('main a[href*="/w/"]').first().click()
	await page.getByText(words.broughtAlong).waitFor()
	const box = page.getByRole('textbox', { name: words.storyTitle })
	expect(await box.inputValue()).toBe(`${chosen.join('\n')}\n\n`)
	expect(await page.evaluate(() => window.name)).toBe('')
	for (const name of chosen) expect(carries(requests, name)).toEqual([])
	expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
	expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain(chosen[0])
	expect(complaints).toEqual([])

	await page.goto(team.origin + paths.tell('fr'))
	expect(await box.inputValue()).toBe('')
})

test('whoever was left out cannot open the message, and the others know', async () => {
	const { page } = await chromium()
	const before = (await storiesFor(team.tomas)).length
	await page.goto(`${team.origin}/en/w/tell`)
	const words = tellTexts('en')
	await page.getByText(words.leaveOutTitle).click()
	await page.getByRole('checkbox', { name: '1 case worker' }).check()
	await tell(page, 'en', 'Tomas is my cousin.')
	expect((await storiesFor(team.ruth)).at(-1)).toMatchObject({
		text: 'Tomas is my cousin.',
		leaveOut: [team.tomas.me.id],
	})
	expect(await storiesFor(team.tomas)).toHaveLength(before)
})

test('a message for nobody, or without words, is not taken, and nothing typed is lost', async () => {
	const { page } = await chromium()
	const words = tellTexts('en')
	await page.goto(`${team.origin}/en/w/tell`)
	await button(page, words.next).click()
	await page.getByRole('alert').getByText(words.errorEmptyOrVoice).waitFor()
	await page.fill('#story', 'I will speak on Monday.')
	await page.getByText(words.leaveOutTitle).click()
	await page.getByRole('checkbox', { name: '1 case worker' }).check()
	await page.getByRole('checkbox', { name: '1 coordinator' }).check()
	await button(page, words.next).click()
	await page.getByRole('alert').getByText(words.errorNobody).waitFor()
	expect(await page.inputValue('#story')).toBe('I will speak on Monday.')
})

test('going back from the words loses nothing, and the words stay the same', async () => {
	const { page } = await chromium()
	await page.goto(`${team.origin}/ar/w/tell#4`)
	const given = await writeAndSeeWords(page, 'ar', 'منعوني من السفر.')
	await page.goBack()
	expect(await page.inputValue('#story')).toBe('منعوني من السفر.')
	expect(await seeWords(page, 'ar')).toEqual(given)
})

test('wrong words are told apart, digits do as well, and nobody is kept out for ever', async () => {
	const { page } = await chromium()
	const words = tellTexts('en')
	await page.goto(`${team.origin}/en/w/tell`)
	await writeAndSeeWords(page, 'en', 'They closed our office.')
	await page.getByText(words.wordsNumbers).click()
	const groups = (await page.locator('.groups').innerText()).trim().split(/\s+/)
	await button(page, words.wordsDone).click()
	await button(page, words.send).click()
	await page.locator('.error').first().waitFor()
	await button(page, words.send).click()
	await button(page, words.checkSkip).waitFor()
	await button(page, words.checkByNumbers).click()
	for (const field of await page.locator('input[id^=back-]').all())
		await field.fill(groups[Number((await field.getAttribute('id'))?.slice(5))] ?? '')
	await send(page, 'en')
	await waitUntilStored(page, 'en')
})

test('a line that breaks, and an answer that is lost, leave one message stored', async () => {
	const { page } = await chromium()
	const before = await storedMessages(team.ruth)
	let attempts = 0
	await page.route('**/threads', async (route) => {
		attempts += 1
		if (attempts === 2) await route.fetch()
		if (attempts <= 2) await route.abort()
		else await route.continue()
	})
	await page.goto(`${team.origin}/en/w/tell`)
	await tell(page, 'en', 'The line broke twice.')
	expect(attempts).toBe(3)
	expect(await storedMessages(team.ruth)).toBe(before + 1)
})

test('a server that acknowledges other bytes is not believed', async () => {
	const { page } = await chromium()
	await page.route('**/threads', (route) => route.fulfill({ json: { hash: 'ab'.repeat(32) } }))
	await page.goto(`${team.origin}/en/w/tell`)
	const given = await writeAndSeeWords(page, 'en', 'Is it stored?')
	await giveTwoWordsBack(page, 'en', given)
	await send(page, 'en')
	await page.getByText(tellTexts('en').failedUnconfirmed).waitFor()
})

test('what was sent is not held on to, and the way back is offered once more', async () => {
	const { page } = await chromium()
	const story = 'Ils surveillent la maison de Ruth.'
	await page.goto(`${team.origin}/fr/w/tell`)
	const given = await writeAndSeeWords(page, 'fr', story)
	expect(await inMemory(page, [story])).toEqual([story])
	await giveTwoWordsBack(page, 'fr', given)
	await send(page, 'fr')
	await waitUntilStored(page, 'fr')
	await page.getByText(tellTexts('fr').sentWords).click()
	expect(await page.locator('ol.words li').allInnerTexts()).toEqual(given)
	expect(await inMemory(page, [story])).toEqual([])
})

test('whoever wants to add something goes on without giving the words', async () => {
	const { page, complaints } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	await tell(page, 'en', 'More follows.')
	await page.getByRole('link', { name: tellTexts('en').sentAdd }).click()
	await page.waitForURL('**/en/w/return')
	await page.getByRole('heading', { level: 1 }).waitFor()
	expect(await page.locator('textarea').count()).toBe(0)
	expect(complaints).toEqual([])
})
