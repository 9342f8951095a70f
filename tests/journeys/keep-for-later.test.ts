import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { today } from '#browser/today.ts'
import { sayDay } from '#components/say.ts'
import type { Language } from '#domain/languages.ts'
import { keptUntil, LATER_DAYS } from '#domain/keeping/keep-for-later.ts'
import { endLater } from '#server/usecases/keep-later.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'
import { type Kessa, startKessa } from '../world/kessa-server.ts'
import { eachInChromium, type Watched } from './in-chromium.ts'
import { giveWords, heading, openReturnPage, press, type ReturnPage, textOf } from './return-page.ts'
import { button, giveTwoWordsBack, tellTexts, writeAndSeeWords } from './tell-steps.ts'

const FIRST = 'They came to the gate of the mine and asked for Amina.'
const SECOND = 'Today they came again.'
const CHANGED = 'They came twice.'

const open = eachInChromium()
let kessa: Kessa
let opened: Watched[]

beforeAll(async () => {
	kessa = await startKessa()
})
afterAll(() => kessa.stop())
beforeEach(() => {
	opened = []
})
afterEach(() => {
	expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
})

function laterTexts(language: Language): InterfaceWords['later'] {
	const file = new URL(`../../content/${language}/interface/later.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as InterfaceWords['later']
}

async function expectReadable({ page }: Watched, width: number): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
}

/** Amina writes, has her words, and keeps it. @returns her words */
async function keeps(language: Language, width: number): Promise<string> {
	const small = width < 640
	const watched = await open({ viewport: { width, height: 640 }, isMobile: small, hasTouch: small })
	opened.push(watched)
	const { page } = watched
	const later = laterTexts(language)
	await page.goto(`${kessa.origin}/${language}/w/tell`)
	await button(page, tellTexts(language).next).and(page.locator(':enabled')).waitFor()
	const given = await writeAndSeeWords(page, language, FIRST)
	await giveTwoWordsBack(page, language, given)
	await page.getByText(later.notReady, { exact: true }).click()
	await page.getByText(later.stolen).waitFor()
	await expectReadable(watched, width)
	await button(page, later.keep).click()
	await page.getByRole('heading', { name: later.keptTitle, exact: true }).waitFor()
	await page.getByText(sayDay(keptUntil(today()), language)).waitFor()
	await expectReadable(watched, width)
	const stored: unknown = await page.evaluate(async () => [
		localStorage.length,
		sessionStorage.length,
		(await indexedDB.databases()).length,
		document.cookie,
	])
	expect(stored).toEqual([0, 0, 0, ''])
	const sent = watched.requests.map((request) => request.postDataBuffer()?.toString('latin1') ?? '')
	expect(sent.filter((body) => body.includes('Amina'))).toEqual([])
	await page.context().close()
	return given.join(' ')
}

async function comesBack(language: Language, width: number, words: string): Promise<ReturnPage> {
	const back = await openReturnPage(open, kessa, language, width)
	opened.push(back)
	await giveWords(back, words)
	return back
}

/** The browser complains of the server's "not found"; nothing else happens. */
async function findsNothing(words: string): Promise<void> {
	const back = await openReturnPage(open, kessa, 'fr', 320)
	await giveWords(back, words)
	await heading(back, back.words.nothingTitle)
	expect(back.complaints).toHaveLength(1)
}

async function storedKinds(): Promise<unknown[]> {
	return kessa.instance.store.read.selectFrom('changes').select('kind').execute()
}

test.each([
	['fr', 320],
	['ar', 320],
	['en', 1280],
] as const)(
	'in %s, %i wide, somebody keeps a note, adds to it another day, and sends all in one step',
	async (language, width) => {
		const later = laterTexts(language)
		const before = (await storedKinds()).length
		const words = await keeps(language, width)
		const day = await comesBack(language, width, words)
		await heading(day, later.homeTitle)
		expect(await textOf(day)).toContain(FIRST)
		await press(day, later.add)
		await day.page.locator('#text').fill(SECOND)
		await press(day, later.noteKeep)
		await heading(day, later.homeTitle)
		await press(day, later.addFiles)
		await day.page.locator('#files').setInputFiles({
			name: 'gate.txt',
			mimeType: 'text/plain',
			buffer: Buffer.from('the number of the car'),
		})
		await press(day, later.filesKeep)
		await day.page.getByText(later.fileKept).waitFor()
		await press(day, later.back)
		await heading(day, later.homeTitle)
		await expectReadable(day, width)
		expect((await storedKinds()).length).toBe(before)

		const again = await comesBack(language, width, words)
		await heading(again, later.homeTitle)
		const shown = await textOf(again)
		for (const text of [FIRST, SECOND, 'gate.txt']) expect(shown).toContain(text)
		await press(again, later.send)
		await choosesReaders(again)
		await heading(again, later.send)
		expect(await again.page.locator('#text').inputValue()).toBe(`${FIRST}\n\n${SECOND}`)
		await expectReadable(again, width)
		await again.page.locator('#text').fill(CHANGED)
		await press(again, again.words.send)
		await heading(again, later.sentTitle)
		await press(again, later.sentOpen)
		await heading(again, again.words.threadTitle)
		expect((await storedKinds()).length).toBe(before + 2)

		const last = await comesBack(language, width, words)
		await heading(last, last.words.threadTitle)
		expect(await textOf(last)).not.toContain(FIRST)
	},
)

/** Where the team has several kinds of work, the page asks who may read. */
async function choosesReaders({ page, words }: ReturnPage): Promise<void> {
	const choice = page.getByRole('heading', { name: words.leaveOutTitle, exact: true })
	await page.locator('#box h1').first().waitFor()
	if ((await choice.count()) === 0) return
	await page.locator('input[value=all]').check()
	await page.getByRole('button', { name: words.leaveOutGo, exact: true }).click()
}

test('who destroys what they kept leaves nothing, and who stays away too long finds nothing', async () => {
	const later = laterTexts('fr')
	const words = await keeps('fr', 320)
	const back = await comesBack('fr', 320, words)
	await heading(back, later.homeTitle)
	await press(back, later.destroy)
	await heading(back, later.destroyTitle)
	await expectReadable(back, 320)
	await press(back, later.destroyGo)
	await heading(back, later.goneTitle)
	await findsNothing(words)

	const others = await keeps('fr', 320)
	const { instance } = kessa
	const much = new Date(Date.now() + (LATER_DAYS + 1) * 86_400_000)
	expect(await endLater({ ...instance, now: () => much })).toBeGreaterThan(0)
	await findsNothing(others)
})
