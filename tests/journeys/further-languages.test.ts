import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#components/paths.ts'
import { sayLanguage } from '#components/say.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { toDigits } from '#vault/words.ts'
import {
	type Kessa,
	leaveAnswer,
	messagesOf,
	openThread,
	startKessa,
	tellStory,
} from '../world/kessa-server.ts'
import { eachInChromium } from './in-chromium.ts'
import { cardWords, comeBack, openReturnPage, press } from './return-page.ts'
import { startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { button, giveTwoWordsBack, send, tellTexts, waitUntilStored, writeAndSeeWords } from './tell-steps.ts'

// Portuguese and Swahili reach as far as their folder says: telling and coming back. Small phones, as everywhere.

const chromium = eachInChromium()
let team: TeamAtWork
let kessa: Kessa

beforeAll(async () => {
	team = await startTeam()
	kessa = await startKessa()
})

afterAll(async () => {
	await Promise.all([team.stop(), kessa.stop()])
})

function notAmongThem(language: InterfaceLanguage): string {
	const sentence = contentOf(language, 'interface/languages')['notAmongThem'] ?? ''
	return sentence.replace('{language}', sayLanguage(language, language))
}

function contentOf(language: InterfaceLanguage, file: string): Record<string, string> {
	const path = new URL(`../../content/${language}/${file}.json`, import.meta.url)
	return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
}

async function expectUsable(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
}

describe.each([
	['sw', 'Walinzi wa mgodi walirudi jana usiku. Wanauliza nani alizungumza na Geneva.'],
	['pt', 'Os guardas da mina voltaram ontem à noite. Perguntam quem falou com Genebra.'],
] as const)('in %s', (language, story) => {
	test('Amina goes from the first page to a stored message, with words of a language she chose', async () => {
		const { page, complaints } = await chromium({ locale: language })
		const words = tellTexts(language)
		const unreviewed = contentOf(language, 'interface/common')['translationUnreviewed'] ?? ''

		await page.goto(team.origin)
		expect(new URL(page.url()).pathname).toBe(paths.home(language))
		await page.getByText(unreviewed).waitFor()
		await page.locator('.door.first').click()
		await page.getByText(notAmongThem(language)).waitFor()
		await page.locator(`a[href="${paths.why(language)}"]`).click()
		await page.locator('a[href$="/w/tell#2"]').click()
		await button(page, words.next).and(page.locator(':enabled')).waitFor()
		await page.getByText(unreviewed).waitFor()
		await page.goto(team.origin + paths.home(language))
		expect(await page.locator('.door.first').evaluate((door) => getComputedStyle(door).display)).toBe('flex')
		await page.goto(`${team.origin}${paths.tell(language)}#2`)
		await button(page, words.next).and(page.locator(':enabled')).waitFor()
		await expectUsable(page)

		const inEnglish = await writeAndSeeWords(page, language, story)
		await page.getByLabel(contentOf(language, 'interface/languages')['wordsIn'] ?? '').selectOption('fr')
		const list = page.locator('ol.words[lang=fr] li')
		await list.first().waitFor()
		const inFrench = await list.allInnerTexts()
		expect(inFrench).toHaveLength(inEnglish.length)
		expect(inFrench).not.toEqual(inEnglish)
		await page.emulateMedia({ media: 'print' })
		expect(await page.locator('body').innerText()).not.toContain(unreviewed)
		await page.emulateMedia({ media: null })
		await expectUsable(page)
		await giveTwoWordsBack(page, language, inFrench)
		await send(page, language)
		await waitUntilStored(page, language)
		await expectUsable(page)

		const told = (await storiesFor(team.ruth)).at(-1)
		expect(told).toMatchObject({ text: story, language, reason: 'to-someone-else' })
		expect(complaints).toEqual([])
	})

	test('a person comes back with numbers or with words of another language, reads, and answers', async () => {
		const amina = await tellStory(kessa, story)
		await openThread(kessa, amina)
		await leaveAnswer(kessa, amina, { n: 0, text: 'Who was at the gate that night?' })
		for (const typed of [toDigits(amina.secret, 'return'), cardWords(amina, 'es')]) {
			const opened = await openReturnPage(chromium, kessa, language)
			await comeBack(opened, typed.join(' '))
			await opened.page.getByText('Who was at the gate that night?').waitFor()
			await expectUsable(opened.page)
			expect(opened.complaints).toEqual([])
		}
		const opened = await openReturnPage(chromium, kessa, language)
		await comeBack(opened, cardWords(amina, 'en').join(' '))
		await press(opened, opened.words.doAnswer)
		await opened.page.locator('#text').fill('Sijui.')
		await press(opened, opened.words.send)
		await opened.page.getByText(opened.words.stored).waitFor()
		await opened.page.getByText(opened.words.readDone).waitFor()
		const kinds = (await messagesOf(kessa, amina)).map(({ kind }) => kind)
		expect(kinds.toSorted()).toEqual(['addition', 'read', 'story'])
	})

	test('a page nobody translated is in English, says so in their own language, and leads back', async () => {
		const { page } = await chromium({ viewport: { width: 320, height: 640 } })
		await page.goto(team.origin + paths.desk(language))
		const html = page.locator('html')
		expect(await html.getAttribute('lang')).toBe('en')
		expect(await html.getAttribute('dir')).toBe('ltr')
		const line = page.locator(`aside[lang=${language}][dir=ltr]`)
		const scope = contentOf(language, 'scope')
		expect(await line.innerText()).toContain(scope['wholePage'])
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
		await line.getByRole('link', { name: scope['home'] ?? '' }).click()
		await page.waitForURL(team.origin + paths.home(language))
		expect(await html.getAttribute('lang')).toBe(language)
	})

	test('the words to compare say in which language they are', async () => {
		const { page } = await chromium()
		await page.goto(team.origin + paths.realSite('en'))
		const english = await page.locator('ol.words li').allInnerTexts()
		await page.goto(team.origin + paths.realSite(language))
		expect(await page.locator('ol.words[lang=en] li').allInnerTexts()).toEqual(english)
		await page.getByText(sayLanguage('en', language), { exact: false }).first().waitFor()
	})
})

test('whoever the team reads is not told otherwise, and whoever it does not read is told before they write', async () => {
	const { page } = await chromium()
	await page.goto(team.origin + paths.tell('ru'))
	await page.getByText(notAmongThem('ru')).waitFor()
	await page.goto(team.origin + paths.before('ru'))
	await page.getByText(notAmongThem('ru')).waitFor()
	for (const path of [paths.tell('fr'), paths.before('fr')]) {
		await page.goto(team.origin + path)
		await page.getByText('Kessa Watch').last().waitFor()
		expect(await page.locator('main').innerText()).not.toContain(notAmongThem('fr'))
	}
})
