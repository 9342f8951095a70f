import { afterAll, beforeAll, expect, test } from 'vitest'
import plain from '#content/fr/interface/plain.json' with { type: 'json' }
import cardWords from '#content/fr/interface/card.json' with { type: 'json' }
import { today } from '#browser/today.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { paths } from '#components/paths.ts'
import { openPlainDoor } from '../world/plain-door.ts'
import { eachInChromium } from './in-chromium.ts'
import { heading, openReturnPage, press } from './return-page.ts'
import { KESSA, newMember, startTeam, storiesFor, type TeamAtWork, teamOfTwo } from './team-at-work.ts'
import { button, giveTwoWordsBack, seeWords, send, tellTexts, waitUntilStored } from './tell-steps.ts'

const STORY = 'Ils ont suivi Amina après la marche de Kessa.'
const LAWYERS = {
	...KESSA,
	name: 'Port Amal Lawyers',
	words: [{ language: 'fr' as const, can: ['plaider'], cannot: [], obliged: 'Le barreau d’Arcadie.' }],
	contacts: [
		{
			name: 'Ligne de nuit',
			reach: '+999 55 0142',
			languages: ['fr' as const],
			days: ['mon' as const],
			hours: null,
			confirmed: today(),
		},
	],
}

const open = eachInChromium()
let team: TeamAtWork
let lawyers: OpenDesk
let words: string[]

beforeAll(async () => {
	team = await startTeam()
	const [founder, joiner] = [
		newMember('Lena', 'lena', 'coordinator'),
		newMember('Ismael', 'ismael', 'legal-adviser'),
	]
	;[lawyers] = await teamOfTwo(await team.furtherToken(), LAWYERS, founder, joiner)
})

afterAll(async () => {
	await team.stop()
})

test('whoever writes chooses between two teams by their cards, and only the chosen one can read', async () => {
	const { page, complaints } = await open()
	await page.goto(`${team.origin}/fr/w/tell`)
	await page.fill('#story', STORY)
	const choice = page.getByRole('group', { name: cardWords.choose })
	await choice.waitFor()
	expect(await button(page, tellTexts('fr').next).isDisabled()).toBe(true)
	await choice.getByText(cardWords.more).last().click()
	for (const said of ['Le barreau d’Arcadie.', '+999 55 0142']) await choice.getByText(said).waitFor()
	await choice.getByRole('radio', { name: LAWYERS.name }).check()
	words = await seeWords(page, 'fr')
	await page.getByText(tellTexts('fr').wordsKeep).click()
	await page.getByLabel(cardWords.withCard).check()
	const downloaded = page.waitForEvent('download')
	await button(page, tellTexts('fr').wordsSave).click()
	const pieces: Buffer[] = []
	for await (const piece of await (await downloaded).createReadStream())
		pieces.push(Buffer.from(piece as Uint8Array))
	const file = Buffer.concat(pieces).toString()
	for (const said of [words[8], LAWYERS.name, '+999 55 0142', `${team.origin}/fr/w/return`])
		expect(file).toContain(said)
	await giveTwoWordsBack(page, 'fr', words)
	await send(page, 'fr')
	await waitUntilStored(page, 'fr')
	expect((await storiesFor(lawyers)).map(({ text }) => text)).toEqual([STORY])
	expect(await storiesFor(team.ruth)).toEqual([])
	expect(complaints).toEqual([])
})

test('whoever comes back says which team it was; a wrong answer loses nothing, and each can be tried', async () => {
	const visit = await openReturnPage(open, team, 'fr')
	await visit.page.locator('#return-words').fill(words.join(' '))
	await press(visit, visit.words.wordsGo)
	await heading(visit, cardWords.which)
	await press(visit, KESSA.name)
	await heading(visit, visit.words.nothingTitle)
	await press(visit, cardWords.which)
	await press(visit, cardWords.any)
	await heading(visit, visit.words.threadTitle)
	const seen = await visit.page.locator('#box').innerText()
	expect(seen).toContain(LAWYERS.name)
	expect(seen).toContain(cardWords.title)
})

test('without script too, people choose by the cards, and nothing goes to a team they did not choose', async () => {
	const door = await openPlainDoor(team.origin)
	const { page, complaints } = await open({ javaScriptEnabled: false })
	await page.goto(door.origin + paths.plain('fr'))
	const choice = page.getByRole('group', { name: cardWords.choose })
	await choice.getByText(cardWords.more).last().click()
	for (const said of ['Le barreau d’Arcadie.', '+999 55 0142']) await choice.getByText(said).waitFor()
	await page.fill('#story', 'Pour les avocats seulement.')
	await page.getByRole('button', { name: plain.send }).click()
	// The browser asks first; one that does not is answered by the door.
	await page.locator('input[name="team"]:invalid').first().waitFor()
	await choice.getByRole('radio', { name: LAWYERS.name }).check()
	await page.getByRole('heading', { name: LAWYERS.name }).waitFor()
	await page.getByText(tellTexts('fr').leaveOutTitle).first().click()
	await page.locator('#leave-out-0-coordinator').check()
	await page.getByRole('button', { name: plain.send }).click()
	await page.getByRole('heading', { name: tellTexts('fr').sentTitle }).waitFor()
	const story = (await storiesFor(lawyers)).at(-1)
	expect(story).toMatchObject({ text: 'Pour les avocats seulement.', door: 'plain', leaveOut: [] })
	expect(await storiesFor(team.ruth)).toEqual([])
	expect(complaints).toEqual([])
	await door.stop()
})
