import AxeBuilder from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Language } from '#domain/languages.ts'
import type { Hash } from '#vault/outside/format.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'
import { readWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import {
	type Kessa,
	leaveAnswer,
	messagesOf,
	openThread,
	startKessa,
	tellStory,
	type Writer,
} from '../world/kessa-server.ts'
import { eachInChromium, type Watched } from './in-chromium.ts'
import { cardWords, comeBack, openReturnPage, press, type ReturnPage, textOf } from './return-page.ts'
import { button, giveTwoWordsBack, send, tellTexts, waitUntilStored, writeAndSeeWords } from './tell-steps.ts'

const STORY = 'They followed Amina after the march at Kessa.'
const QUESTION = 'Who was at the gate that night?'
const REPLY = 'Two guards of the mine.'

const open = eachInChromium()
let kessa: Kessa
let opened: Watched[]

beforeAll(async () => {
	kessa = await startKessa()
})

afterAll(async () => {
	await kessa.stop()
})

beforeEach(() => {
	opened = []
})

afterEach(() => {
	expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
})

async function onPage(language: Language, width = 320): Promise<ReturnPage> {
	const page = await openReturnPage(open, kessa, language, width)
	opened.push(page)
	return page
}

/** Amina tells her story in the page and chooses to see it again. */
async function tellsToSeeAgain(language: Language): Promise<{ words: string; amina: Writer }> {
	const watched = await open()
	opened.push(watched)
	const { page } = watched
	const texts = tellTexts(language)
	await page.goto(`${kessa.origin}/${language}/w/tell`)
	await button(page, texts.next).and(page.locator(':enabled')).waitFor()
	const given = await writeAndSeeWords(page, language, STORY)
	const choice = page.getByLabel(texts.showAgain, { exact: true })
	expect(await choice.isChecked()).toBe(false)
	await page.getByText(texts.wordsFound).waitFor()
	await choice.check()
	await page.getByText(texts.wordsFoundKept).waitFor()
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id }) => id)).toEqual([])
	await giveTwoWordsBack(page, language, given)
	await send(page, language)
	await waitUntilStored(page, language)
	await page.context().close()
	const list = lists.find((one) => one.language === language)
	if (list === undefined) throw new RangeError(language)
	const read = readWords(given.join(' '), 'return', list)
	if (!read.ok) throw new Error(read.because)
	const keys = await deriveReturnKeys(read.secret, kessa.team.desk as Hash)
	const { mailbox, proofSeed, macKey } = keys
	const person = { desk: kessa.team.desk, mailbox, proofSeed, depositSeed: depositSeed(macKey) }
	return { words: given.join(' '), amina: { secret: read.secret, keys, person } }
}

async function answers(amina: Writer): Promise<void> {
	await openThread(kessa, amina)
	await leaveAnswer(kessa, amina, { n: 0, text: QUESTION })
}

async function replies(page: ReturnPage, text: string): Promise<void> {
	await press(page, page.words.doAnswer)
	await page.page.locator('#text').fill(text)
	await press(page, page.words.send)
	await page.page.getByText(page.words.stored).waitFor()
}

/** What stands under "what you sent and read before", in its order; null when there is no such list. */
async function shownAgain({ page, words }: ReturnPage): Promise<string[] | null> {
	const summary = page.getByText(words.keptTitle, { exact: true })
	if ((await summary.count()) === 0) return null
	await summary.click()
	return page.locator('details li .text').allInnerTexts()
}

test.each([
	['fr', 320],
	['ar', 320],
	['en', 1280],
] as const)(
	'in %s, %i wide, who chose it sees what they sent and read, in its order, until they have it deleted',
	async (language, width) => {
		const { words, amina } = await tellsToSeeAgain(language)
		expect((await messagesOf(kessa, amina))[0]).toMatchObject({ text: STORY, showAgain: true })
		await answers(amina)

		const first = await onPage(language, width)
		await comeBack(first, words)
		expect(await shownAgain(first)).toEqual([STORY])
		await first.page.getByText(first.words.readHintKept).waitFor()
		await press(first, first.words.readButton)
		await first.page.getByText(first.words.readDoneKept).waitFor()
		await replies(first, REPLY)

		const second = await onPage(language, width)
		await comeBack(second, words)
		await second.page.getByText(second.words.noAnswer).waitFor()
		expect(await shownAgain(second)).toEqual([STORY, QUESTION, 'Ruth reads your papers.', REPLY])
		const { violations } = await new AxeBuilder({ page: second.page }).analyze()
		expect(violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([])
		const wide = await second.page.evaluate(() => document.documentElement.scrollWidth)
		expect(wide).toBeLessThanOrEqual(width)

		await press(second, second.words.keptDelete)
		await second.page.getByText(second.words.keptDeleted).waitFor()
		expect(await shownAgain(second)).toBeNull()
		const third = await onPage(language, width)
		await comeBack(third, words)
		await third.page.getByText(third.words.notAgain).waitFor()
		for (const text of [STORY, QUESTION, REPLY]) expect(await textOf(third)).not.toContain(text)
		expect((await messagesOf(kessa, amina)).map(({ kind }) => kind).toSorted()).toEqual([
			'addition',
			'read',
			'story',
		])
	},
)

test('how to reach a person is never shown again', async () => {
	const { words, amina } = await tellsToSeeAgain('fr')
	await answers(amina)
	const page = await onPage('fr')
	await comeBack(page, words)
	await press(page, page.words.doReach)
	await page.page.locator('#reach-how').fill('+999 555 0199')
	await press(page, page.words.send)
	await page.page.getByText(page.words.reachWait).first().waitFor()
	const again = await onPage('fr')
	await comeBack(again, words)
	expect(await shownAgain(again)).toEqual([STORY, QUESTION, 'Ruth reads your papers.'])
})

test('who stole the words and switches it on sees only what they did themselves', async () => {
	const amina = await tellStory(kessa, STORY)
	await answers(amina)
	const words = cardWords(amina, 'fr').join(' ')
	const thief = await onPage('fr')
	await comeBack(thief, words)
	await thief.page.getByText(thief.words.keepTitle, { exact: true }).click()
	await press(thief, thief.words.keepGo)
	await thief.page.getByText(thief.words.keptNow).waitFor()
	await replies(thief, 'Written by a thief.')

	await leaveAnswer(kessa, amina, { n: 1, text: 'The second question.', readUpTo: 0 })
	const person = await onPage('fr')
	await comeBack(person, words)
	await person.page.getByText(person.words.keptNotNow).waitFor()
	// The person sees that somebody else was here.
	expect(await shownAgain(person)).toContain('Written by a thief.')
	await press(person, person.words.readButton)
	await person.page.getByText(person.words.readDone).waitFor()
	await replies(person, 'Written by Amina.')

	const back = await onPage('fr')
	await comeBack(back, words)
	expect(await shownAgain(back)).toEqual([QUESTION, 'Ruth reads your papers.', 'Written by a thief.'])
	const shown = await textOf(back)
	for (const text of [STORY, 'The second question.', 'Written by Amina.']) expect(shown).not.toContain(text)
})
