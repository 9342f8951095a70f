import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '#components/paths.ts'
import { doorWords } from '#door/door-words.ts'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, type Language } from '#domain/languages.ts'
import { readWords } from '#vault/words.ts'
import { type Hash } from '#vault/outside/format.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'
import { lists } from '../seed/return-word-lists.ts'
import {
	leaveAnswer,
	openThread,
	startKessa,
	type Kessa,
	messagesOf,
	type Writer,
} from '../world/kessa-server.ts'
import { openPlainDoor, type PlainDoor } from '../world/plain-door.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import { eachInChromium } from './in-chromium.ts'
import { comeBack, openReturnPage, textOf } from './return-page.ts'

// The person's browser runs no script at all. They write, copy nine words, and come back elsewhere.

const chromium = eachInChromium()
const NO_SCRIPT = { javaScriptEnabled: false } as const

let kessa: Kessa
let door: PlainDoor

beforeAll(async () => {
	kessa = await startKessa()
	door = await openPlainDoor(kessa.origin)
})

afterAll(async () => {
	await door.stop()
	await kessa.stop()
})

async function send(page: Page, language: Language, text: string): Promise<void> {
	await page.goto(door.origin + paths.plain(language))
	await page.fill('#story', text)
	await page.getByRole('button', { name: doorWords(language).plain.send }).click()
}

/** The person as whoever copied these words. */
async function writerOf(words: readonly string[], language: Language): Promise<Writer> {
	const list = lists.find((one) => one.language === language)
	const read = list === undefined ? null : readWords(words.join(' '), 'return', list)
	if (read?.ok !== true) throw new RangeError('these are no return words')
	const { desk } = kessa.team
	const keys = await deriveReturnKeys(read.secret, desk as Hash)
	const { mailbox, proofSeed, macKey } = keys
	return { secret: read.secret, keys, person: { desk, mailbox, proofSeed, depositSeed: depositSeed(macKey) } }
}

test('somebody writes without script, and reads the answer with the words in a browser that runs it', async () => {
	const { page, complaints, requests } = await chromium(NO_SCRIPT)
	const { plain, tell } = doorWords('fr')
	await page.goto(door.origin + paths.plain('fr'))
	expect(await page.locator('main').innerText()).toContain(plain.weak)
	expect(await page.locator('header').innerText()).toContain(doorWords('fr').common.notUn)
	expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('ask-each-time')
	await page.fill('#story', 'Ils sont venus la nuit.\nIls ont dit « <b>taisez-vous</b> » & ri.')
	await page.selectOption('#reason', 'to-me-or-us')
	await page.getByLabel(doorWords('fr').return.reaches['team-only'].label).check()
	await page.getByRole('button', { name: plain.send }).click()
	await page.getByRole('heading', { name: tell.sentTitle }).waitFor()
	const given = await page.locator('ol.words li').allInnerTexts()
	const groups = (await page.locator('.groups').innerText()).trim()
	expect(given.length).toBe(9)
	expect(await page.locator('main').innerText()).toContain(kessa.origin + paths.return('fr'))
	expect(complaints).toEqual([])
	expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(new Set([door.origin]))

	const writer = await writerOf(given, 'fr')
	expect(await messagesOf(kessa, writer)).toMatchObject([
		{
			kind: 'story',
			door: 'plain',
			language: 'fr',
			reason: 'to-me-or-us',
			text: 'Ils sont venus la nuit.\nIls ont dit « <b>taisez-vous</b> » & ri.',
			consent: { reach: 'team-only', totals: false, keepFrom: '' },
			showAgain: false,
		},
	])
	await openThread(kessa, writer)
	await leaveAnswer(kessa, writer, { n: 0, text: 'Nous vous croyons. Ruth.' })
	for (const typed of [given.join(' '), groups]) {
		const back = await openReturnPage(chromium, kessa, 'fr')
		await comeBack(back, typed)
		expect(await textOf(back)).toContain('Nous vous croyons. Ruth.')
	}
})

test('nothing that was written is lost when it cannot be sent, and nobody left out gets a key', async () => {
	const { page } = await chromium(NO_SCRIPT)
	const { tell, plain } = doorWords('en')
	await send(page, 'en', '   ')
	expect(await page.getByRole('alert').innerText()).toContain(tell.errorEmpty)
	await page.fill('#story', 'All of them?')
	await page.getByText(tell.leaveOutTitle).click()
	for (const box of await page.getByRole('checkbox').all()) await box.check()
	await page.getByRole('button', { name: plain.send }).click()
	expect(await page.getByRole('alert').innerText()).toContain(tell.errorNobody)
	expect(await page.inputValue('#story')).toBe('All of them?')
	await page.locator('#leave-out-0-case-worker').uncheck()
	await page.getByRole('button', { name: plain.send }).click()
	await page.getByRole('heading', { name: tell.sentTitle }).waitFor()
	const writer = await writerOf(await page.locator('ol.words li').allInnerTexts(), 'en')
	await expect(messagesOf(kessa, writer)).rejects.toThrow('not for these readers')
})

test('each language has its page, its direction and its words, on a phone and on a desk', async () => {
	const { page, complaints } = await chromium({ ...NO_SCRIPT, isMobile: false })
	const look = async (language: InterfaceLanguage) => {
		await page.goto(door.origin + paths.plain(language))
		expect(await page.locator('html').getAttribute('lang')).toBe(language)
		expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
		expect(wide, language).toBeLessThanOrEqual(0)
		expect(await page.locator('main').innerText()).toContain(doorWords(language).plain.weak)
		expect(await page.locator('.leave').getAttribute('href')).toBe(kessa.origin + paths.leave)
	}
	for (const language of INTERFACE_LANGUAGES) await look(language)
	await page.setViewportSize({ width: 1280, height: 900 })
	for (const language of ['fr', 'ar'] as const) await look(language)
	expect(complaints).toEqual([])
})

test.each(['en', 'ar'] as const)(
	'people with a screen reader can use the page in %s, before and after',
	async (language) => {
		const { page } = await chromium()
		const look = async () => {
			const { violations } = await new AxeBuilder({ page }).analyze()
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
		}
		await page.goto(door.origin + paths.plain(language))
		await look()
		await page.fill('#story', 'Amina was followed.')
		await page.getByRole('button', { name: doorWords(language).plain.send }).click()
		await page.locator('ol.words').waitFor()
		await look()
	},
)

test('a phone is greeted in its language wherever it comes in', async () => {
	const { page } = await chromium({ ...NO_SCRIPT, locale: 'ru-RU' })
	for (const path of ['/', '/xx/w/plain', '/favicon.ico', '/fr/w/tell']) {
		await page.goto(door.origin + path)
		expect(new URL(page.url()).pathname).toBe(paths.plain('ru'))
	}
})
