import { expect, test } from 'vitest'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import type { Sentence } from '#contract/guide-texts.ts'
import { sayDay } from '#components/say.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { expertPage, expertsIn } from '#server/guide/expert-pages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { type Card, cardOf } from '#server/keep/card.ts'
import { shareText } from '#server/keep/share-text.ts'
import { type Sheet, sheetOf } from '#server/keep/sheet.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

type Shown = { sheet: Sheet; text: string; card: Card }

const textsIn = (language: Language): readonly Shown[] =>
	[
		...mechanisms.map(({ id }) => ['guide', id] as const),
		...expertsIn(language).map(({ id }) => ['experts', id] as const),
		...ACT_GROUPS.map((group) => ['rights', group] as const),
		...countryNames(language).map(({ code }) => ['country', code] as const),
	].map(([kind, id]) => {
		const sheet = sheetOf(language, kind, id, []) ?? expect.fail(`${kind} ${id}`)
		return { sheet, text: shareText(language, sheet), card: cardOf(language, sheet) }
	})

/** Sentences nobody has read in a document that stand in one of these lines without their mark. */
function bareIn(sheet: Sheet, lines: readonly string[], pageUnconfirmed: string): string[] {
	const sentences = [sheet.official ?? '', ...sheet.parts.flatMap((part) => part.sentences)]
	const unread = sentences.flatMap((sentence) => (typeof sentence === 'string' ? [] : [sentence.text]))
	return [
		...unread.filter((sentence) => lines.includes(sentence)),
		...(sheet.confirmed || lines.includes(pageUnconfirmed) ? [] : [sheet.page]),
	]
}

function linesOfCard({ official, lines, limits }: Card): string[] {
	return [official ?? '', ...lines.map(({ text }) => text), ...limits]
}

/** A sentence as it may stand on a card: whole, with its mark when nobody has read it in a document. */
function whole(sentence: Sentence | undefined, mark: string): string | undefined {
	return typeof sentence === 'object' ? `${sentence.text} ${mark}` : sentence
}

test.each(LANGUAGES)(
	'a text to send on in %s is short, and what nobody has read in a document keeps its mark',
	(language) => {
		const { notConfirmed, pageUnconfirmed } = interfaceWords(language, 'guide')
		const shown = textsIn(language)
		const long = shown.filter(({ text }) => Array.from(text).length > 700)
		expect(long.map(({ sheet }) => sheet.page)).toEqual([])
		const bare = shown.flatMap(({ sheet, text }) =>
			bareIn(sheet, text.replaceAll('• ', '').split('\n'), pageUnconfirmed),
		)
		expect(bare).toEqual([])
		expect(shown.some(({ text }) => text.includes(notConfirmed))).toBe(true)
	},
)

test.each(LANGUAGES)(
	'nobody who reads a text in %s learns what a way can do without what it cannot',
	(language) => {
		const { yourName } = interfaceWords(language, 'guide').strip
		for (const { id } of mechanisms) {
			const text = shareText(language, sheetOf(language, 'guide', id, []) ?? expect.fail(id))
			const { can, cannot } = mechanismTextOf(language, id)
			for (const [first] of [can, cannot])
				expect(text, id).toContain(typeof first === 'string' ? first : first?.text)
			expect(text, id).toContain(yourName)
		}
	},
)

test.each(LANGUAGES)(
	'a card in %s says two or three things whole, when they were checked, and what nobody has read',
	(language) => {
		const { notConfirmed, pageUnconfirmed } = interfaceWords(language, 'guide')
		for (const { sheet, card } of textsIn(language)) {
			const firsts = sheet.parts.map(({ sentences: [first] }) => whole(first, notConfirmed))
			expect(card.title, sheet.page).toBe(sheet.title)
			expect(card.caveat, sheet.page).toBe(sheet.caveat)
			expect(card.lines.length, sheet.page).toBeGreaterThanOrEqual(Math.min(2, sheet.parts.length))
			expect(card.lines.length, sheet.page).toBeLessThanOrEqual(3)
			expect(
				card.lines.map(({ text }) => text),
				sheet.page,
			).toEqual(firsts.slice(0, card.lines.length))
			expect(bareIn(sheet, linesOfCard(card), pageUnconfirmed), sheet.page).toEqual([])
			expect(card.limits.join(' '), sheet.page).toContain(sayDay(sheet.checked.checked, language))
			expect(JSON.stringify(card), sheet.page).not.toMatch(/https?:|\/(?:guide|rights|country)\//)
		}
	},
)

test.each(LANGUAGES)(
	'a card in %s says as of which day a list of States was read, and who is not at work',
	(language) => {
		const { dormant } = interfaceWords(language, 'experts')
		const resting = expertsIn(language).filter(({ id }) => !expertPage(language, id, [])?.active)
		expect(resting.length).toBeGreaterThan(0)
		for (const { id } of resting) {
			const sheet = sheetOf(language, 'experts', id, []) ?? expect.fail(id)
			expect(cardOf(language, sheet).caveat, id).toBe(dormant)
			expect(shareText(language, sheet), id).toContain(dormant)
		}
		const country = sheetOf(language, 'country', 'FRA', []) ?? expect.fail('FRA')
		expect(cardOf(language, country).caveat).toContain('2026')
	},
)

test('what a host sets right stands on the card whole, however long it is', () => {
	const sheet = sheetOf('en', 'guide', 'ua_ced', []) ?? expect.fail('ua_ced')
	const long = 'It may ask. '.repeat(60).trim()
	const parts = sheet.parts.map((part) => ({
		...part,
		sentences: [{ text: long, confirmed: false as const }],
	}))
	const { lines, size } = cardOf('en', { ...sheet, parts })
	expect(size).toBe('least')
	expect(lines.map(({ text }) => text)).toEqual([`${long} (not confirmed)`, `${long} (not confirmed)`])
})

test('a page that does not exist has no text', () => {
	expect(sheetOf('en', 'guide', 'nothing', [])).toBeNull()
	expect(sheetOf('en', 'constructor', 'nothing', [])).toBeNull()
	expect(sheetOf('en', 'country', 'ZZZ', [])).toBeNull()
})
