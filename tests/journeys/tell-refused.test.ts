import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachInChromium } from './in-chromium.ts'
import { closeIntake, openIntake, startEmpty, startTeam, type TeamAtWork } from './team-at-work.ts'
import { button, giveTwoWordsBack, send, tellTexts, writeAndSeeWords } from './tell-steps.ts'

// A page that is not sure who reads must not let anybody send.

const words = tellTexts('en')
let team: TeamAtWork
const chromium = eachInChromium()

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

type RosterAnswer = { entries: { text: string; signatures: unknown[] }[]; statement: { text: string } | null }

const LIES: Record<string, (roster: RosterAnswer) => void> = {
	'puts its own key in the place of a reader': ({ entries }) => {
		const last = entries.findLast(({ text }) => text.includes('member-added'))
		if (last !== undefined) last.text = last.text.replace(/age1pq1.{20}/, `age1pq1${'q'.repeat(20)}`)
	},
	'leaves out the newest entry': ({ entries }) => {
		entries.pop()
	},
	'shows the team of somebody else': ({ entries }) => {
		for (const entry of entries.slice(0, 1)) entry.text = entry.text.replace('Kessa', 'Lantern')
	},
	'lengthens the statement': ({ statement }) => {
		if (statement !== null) statement.text = statement.text.replace(/"until":"\d+/, '"until":"2099')
	},
	'adds an entry nobody knows': ({ entries }) => {
		const [first] = entries
		if (first !== undefined) entries.push({ ...first, text: '{"v":9}' })
	},
}

test.each(Object.keys(LIES))('a server that %s is refused, and nothing can be sent', async (lie) => {
	const { page } = await chromium()
	await page.route('**/roster', async (route) => {
		const response = await route.fetch()
		const roster = (await response.json()) as RosterAnswer
		LIES[lie]?.(roster)
		await route.fulfill({ response, json: roster })
	})
	await page.goto(`${team.origin}/en/w/tell`)
	await page.getByText(words.faultForged).waitFor()
	await page.fill('#story', 'Still here.')
	expect(await button(page, words.next).isDisabled()).toBe(true)
	expect(await page.inputValue('#story')).toBe('Still here.')
})

test('a team that has not confirmed for 30 days is not written to', async () => {
	const { page } = await chromium()
	await page.clock.setFixedTime(Date.now() + 40 * 86_400_000)
	await page.goto(`${team.origin}/en/w/tell`)
	await page.getByText(words.faultExpired.slice(0, 50)).waitFor()
	expect(await button(page, words.next).isDisabled()).toBe(true)
})

test('a server without a team takes nothing', async () => {
	const empty = await startEmpty()
	const { page } = await chromium()
	await page.goto(`${empty.origin}/en/w/tell`)
	await page.getByText(words.faultNone).waitFor()
	expect(await button(page, words.next).isDisabled()).toBe(true)
	await empty.stop()
})

test('a team that closes while somebody writes takes nothing, and nothing written is lost', async () => {
	const { page } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	const given = await writeAndSeeWords(page, 'en', 'Written while they closed.')
	await giveTwoWordsBack(page, 'en', given)
	team.ruth = await closeIntake(team.ruth)
	await send(page, 'en')
	await page.getByRole('heading', { name: words.failedTitle }).waitFor()
	await button(page, words.wordsBack).click()
	expect(await page.inputValue('#story')).toBe('Written while they closed.')
	await page.reload()
	await page.getByText(words.faultClosed).waitFor()
	team.ruth = await openIntake(team.ruth)
})
