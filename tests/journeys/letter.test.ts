import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Kessa, messagesOf, startKessa, tellStory } from '../world/kessa-server.ts'
import { carries, eachInChromium, inMemory } from './in-chromium.ts'
import {
	boxOf,
	bytesOf,
	chooseKind,
	letterScreen,
	letterTexts,
	readDocx,
	saveBy,
	storageOf,
} from './letter-steps.ts'
import {
	cardWords,
	comeBack,
	goPastReaders,
	openReturnPage,
	press,
	type ReturnPage,
	textOf,
} from './return-page.ts'

const STORY = 'They followed Amina after the march at Kessa.'
const MORE = 'Two guards came back on Sunday.'
const CANARY = 'canari-blessé-4711'

const open = eachInChromium()
let kessa: Kessa

beforeAll(async () => {
	kessa = await startKessa()
})

afterAll(async () => {
	await kessa.stop()
})

async function expectAccessible({ page }: ReturnPage): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test.each([
	['ar', 320],
	['fr', 1280],
] as const)(
	'a person makes a letter of what they see again, and it goes nowhere, %s at %i pixels',
	async (language, width) => {
		const amina = await tellStory(kessa, STORY)
		const person = await openReturnPage(open, kessa, language, width)
		const { page, words, requests, complaints } = person
		const screen = letterScreen(language)
		const texts = letterTexts('es')
		await comeBack(person, cardWords(amina, language).join(' '))
		await person.page.getByText(words.keepTitle, { exact: true }).click()
		await press(person, words.keepGo)
		await press(person, words.doWrite)
		await goPastReaders(person)
		await page.locator('#text').fill(MORE)
		await press(person, words.send)
		await page.getByText(words.stored).waitFor()

		await press(person, screen.entry.open)
		await page.getByText(screen.intro).waitFor()
		await page.getByRole('radio', { name: screen.languages.es, exact: true }).check()
		await chooseKind(page, screen, 'committee')
		expect(await boxOf(page, 'event').inputValue()).toBe(MORE)
		await boxOf(page, 'committee').selectOption('ic_ccpr')
		await boxOf(page, 'country').selectOption('CHN')
		await page.locator('.note.danger li').first().waitFor()
		await boxOf(page, 'country').selectOption('COL')
		await page.getByText(screen.refusalNone).waitFor()
		await boxOf(page, 'request').fill(`Que la liberen. ${CANARY}`)
		await expectAccessible(person)
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)

		const lines = await readDocx(await bytesOf(await saveBy(page, screen.saveDocx)))
		await page.getByText(screen.saved).waitFor()
		expect(lines).toEqual(
			expect.arrayContaining([
				texts.title.committee,
				texts.values.committee.ic_ccpr,
				'Colombia',
				MORE,
				`Que la liberen. ${CANARY}`,
				texts.gap.replace('{item}', texts.items.rights),
			]),
		)
		expect(lines).not.toContain(`[${texts.notCleared}]`)
		const missing = await page.locator('details.note.caution li').count()
		const gap = texts.gap.replace(/\{item\}.*$/, '')
		expect(lines.filter((line) => line.startsWith(gap))).toHaveLength(missing)

		expect(carries(requests, CANARY)).toEqual([])
		expect(await storageOf(page)).not.toMatch(/canari|liberen|COL|ic_ccpr/)
		expect((await messagesOf(kessa, amina)).map(({ kind }) => kind)).toEqual(['story', 'addition'])

		await press(person, screen.leave)
		await page.getByText(screen.leaveWarning).waitFor()
		await press(person, screen.goAnyway)
		await page.getByRole('heading', { name: words.threadTitle, level: 1 }).waitFor()
		expect(await inMemory(page, [CANARY])).toEqual([])
		expect(complaints).toEqual([])
	},
)

test('somebody who did not choose to see it again starts from empty boxes', async () => {
	const amina = await tellStory(kessa, STORY)
	const person = await openReturnPage(open, kessa, 'fr')
	const screen = letterScreen('fr')
	await comeBack(person, cardWords(amina, 'fr').join(' '))
	await press(person, screen.entry.open)
	await person.page.getByText(screen.intro).waitFor()
	await chooseKind(person.page, screen, 'special-procedures')
	expect(await boxOf(person.page, 'event').inputValue()).toBe('')
	expect(await textOf(person)).not.toContain(STORY)
	expect(person.complaints).toEqual([])
})

test('a member of no team is asked nothing when they leave quickly in the middle of a letter', async () => {
	const amina = await tellStory(kessa, STORY)
	const person = await openReturnPage(open, kessa, 'fr')
	const screen = letterScreen('fr')
	await comeBack(person, cardWords(amina, 'fr').join(' '))
	await press(person, screen.entry.open)
	await chooseKind(person.page, screen, 'special-procedures')
	await boxOf(person.page, 'request').fill(CANARY)
	let asked = false
	person.page.on('dialog', (dialog) => {
		asked = true
		void dialog.accept()
	})
	await person.page.route('**', (route) => route.fulfill({ body: 'elsewhere' }))
	await person.page.locator('a.leave').first().click()
	await person.page.getByText('elsewhere').waitFor()
	expect(asked).toBe(false)
})
