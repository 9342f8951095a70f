import fc from 'fast-check'
import { expect, test } from 'vitest'
import { materialOf } from '#components/letters/letter-material.ts'
import type { Day } from '#domain/days.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { composeLetter, type LetterWords } from '#domain/letters/compose-letter.ts'
import { judgeLetter } from '#domain/letters/judge-letter.ts'
import { COMMITTEES } from '#domain/finder/facts.ts'
import {
	type ChoiceItem,
	type Choices,
	CHOICES,
	DAY_ITEMS,
	ELSEWHERE_BODIES,
	isAnswered,
	type LetterAnswers,
	type LetterItem,
	LETTER_KINDS,
	LETTER_LANGUAGES,
	type LetterLanguage,
	NO_ANSWERS,
	TEXT_ITEMS,
} from '#domain/letters/letter-items.ts'
import { HEADINGS, missingIn, outlineOf } from '#domain/letters/letter-outline.ts'
import { plainLetter } from '#domain/letters/plain-letter.ts'
import { letterFile } from '../../src/routes/[lang=lang]/letters.json/letter-file.ts'
import { textsIn } from './interface-texts.ts'
import { finderFacts, TODAY } from './finder-facts.ts'

const material = materialOf(letterFile('en'))

function wordsIn(language: LetterLanguage): LetterWords {
	return material.words[language]
}

/** A text nobody else wrote. */
function markOf(item: string): string {
	return `⟦${item}⟧`
}

const anyTexts = fc
	.subarray([...TEXT_ITEMS])
	.map((items) => Object.fromEntries(items.map((item) => [item, `${markOf(item)}\nsecond line`])))

const anyChoices = fc.record(
	Object.fromEntries(
		Object.entries(CHOICES).map(([item, values]) => [item, fc.constantFrom<string>(...values)]),
	),
	{ requiredKeys: [] },
) as fc.Arbitrary<Choices>

const anyDay = fc
	.date({ min: new Date('1980-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10) as Day)

const anyAnswers: fc.Arbitrary<LetterAnswers> = fc.record({
	country: fc.option(fc.constantFrom('COL', 'ESP', 'KEN', 'CHN', 'TUR')),
	texts: anyTexts,
	choices: anyChoices,
	days: fc.record(Object.fromEntries(DAY_ITEMS.map((item) => [item, anyDay])), { requiredKeys: [] }),
	elsewhereAt: fc.option(
		fc.uniqueArray(
			fc.record({
				body: fc.constantFrom(...ELSEWHERE_BODIES),
				state: fc.constantFrom('pending' as const, 'finished' as const),
			}),
			{ selector: ({ body }) => body, maxLength: 3 },
		),
	),
})

const anyLetter = fc.record({
	kind: fc.constantFrom(...LETTER_KINDS),
	language: fc.constantFrom(...LETTER_LANGUAGES),
	answers: anyAnswers,
})

/** How often a text stands in another. */
function countOf(part: string, whole: string): number {
	return whole.split(part).length - 1
}

test('everything answered stands in the letter once, in every language', () => {
	fc.assert(
		fc.property(anyLetter, ({ kind, language, answers }) => {
			const judgement = judgeLetter(kind, answers, finderFacts, TODAY)
			const letter = composeLetter(kind, answers, judgement, wordsIn(language), true)
			const asked = outlineOf(kind, answers, judgement).flatMap(({ slots }) => slots)
			const answered = asked.filter(({ item, silent }) => silent !== true && isAnswered(item, answers))
			const parts = letter.sections.flatMap((section) => section.parts)
			expect(parts.filter(({ is }) => is !== 'gap').map(({ item }) => item)).toEqual(
				answered.map(({ item }) => item),
			)
			const text = plainLetter(letter)
			for (const item of TEXT_ITEMS)
				expect(countOf(markOf(item), text)).toBe(answered.some((slot) => slot.item === item) ? 1 : 0)
		}),
		{ numRuns: 300 },
	)
})

test('everything lacking is a gap in the letter, and nothing else is', () => {
	fc.assert(
		fc.property(anyLetter, ({ kind, language, answers }) => {
			const words = wordsIn(language)
			const judgement = judgeLetter(kind, answers, finderFacts, TODAY)
			const sections = outlineOf(kind, answers, judgement)
			const silent = new Set(
				sections.flatMap(({ slots }) => slots.flatMap((slot) => (slot.silent === true ? [slot.item] : []))),
			)
			const gaps = missingIn(sections, answers)
				.filter((item) => !silent.has(item))
				.map((item) => words.gap.replace('{item}', words.items[item]))
			const [beforeItem = ''] = words.gap.split('{item}')
			const text = plainLetter(composeLetter(kind, answers, judgement, words, true))
			expect(text.split('\n').filter((line) => line.startsWith(beforeItem))).toEqual(gaps)
		}),
		{ numRuns: 300 },
	)
})

test.each(LETTER_KINDS)('an empty letter %s lacks the same in every language', (kind) => {
	const judgement = judgeLetter(kind, NO_ANSWERS, finderFacts, TODAY)
	const letters = LETTER_LANGUAGES.map((language) =>
		composeLetter(kind, NO_ANSWERS, judgement, wordsIn(language), true).sections.flatMap(({ parts }) =>
			parts.map(({ is, item }) => `${is} ${item}`),
		),
	)
	expect(new Set(letters.map((parts) => parts.join())).size).toBe(1)
})

test('what a person allows or refuses is a sentence of its own in every language', () => {
	const items: ChoiceItem[] = ['consent', 'stateName', 'publicName', 'companyName', 'knowledge', 'speaksAs']
	for (const language of LETTER_LANGUAGES) {
		const sentences = items.flatMap((item) => Object.values(wordsIn(language).values[item]))
		expect(new Set(sentences).size).toBe(sentences.length)
		expect(sentences.filter((sentence) => !sentence.endsWith('.'))).toEqual([])
	}
})

test('without the yes of the person the first line says that the letter must not be sent', () => {
	for (const language of LETTER_LANGUAGES) {
		const words = wordsIn(language)
		const judgement = judgeLetter('company', NO_ANSWERS, finderFacts, TODAY)
		const text = (cleared: boolean) =>
			plainLetter(composeLetter('company', NO_ANSWERS, judgement, words, cleared))
		expect(text(false).startsWith(`[${words.notCleared}]`)).toBe(true)
		expect(text(true)).not.toContain(words.notCleared)
	}
})

test('a company reads nothing of what the writer was asked about it, nor a name that was refused', () => {
	const answers: LetterAnswers = {
		...NO_ANSWERS,
		texts: { person: markOf('person'), secret: markOf('secret'), reach: markOf('reach') },
		choices: { consent: 'yes', companyName: 'no', stateName: 'yes' },
	}
	const judgement = judgeLetter('company', answers, finderFacts, TODAY)
	const parts = composeLetter('company', answers, judgement, wordsIn('en'), true).sections.flatMap(
		(section) => section.parts,
	)
	expect(parts.filter(({ is }) => is !== 'gap')).toEqual([])
})

test('letters hold no address: every kind says on which page it is found', () => {
	for (const language of LETTER_LANGUAGES)
		for (const kind of LETTER_KINDS) {
			const judgement = judgeLetter(kind, NO_ANSWERS, finderFacts, TODAY)
			const text = plainLetter(composeLetter(kind, NO_ANSWERS, judgement, wordsIn(language), true))
			expect(text).not.toMatch(/@|https?:|www\./)
			expect(text).toContain(wordsIn(language).where[kind])
		}
})

test.each(LETTER_LANGUAGES)('letters in %s have every text English ones have', (language) => {
	const keys = (one: LetterLanguage) => textsIn(material.texts[one], 'letters').map(({ key }) => key)
	expect(keys(language)).toEqual(keys('en'))
	const { items, headings, values, interim, bodies } = wordsIn(language)
	const wanted: LetterItem[] = [
		...TEXT_ITEMS,
		...DAY_ITEMS,
		...(Object.keys(CHOICES) as ChoiceItem[]),
		'country',
		'elsewhereAt',
	]
	expect(Object.keys(items).toSorted()).toEqual(wanted.toSorted())
	expect(Object.keys(headings).toSorted()).toEqual([...HEADINGS].toSorted())
	expect(Object.keys(bodies).toSorted()).toEqual([...ELSEWHERE_BODIES].toSorted())
	for (const [item, choices] of Object.entries(CHOICES))
		expect(Object.keys(values[item as ChoiceItem])).toEqual(expect.arrayContaining([...choices]))
	const waits = finderFacts.mechanisms.filter(
		(one) => one.interim !== undefined && one.notInForce !== true && COMMITTEES.some((id) => id === one.id),
	)
	expect(Object.keys(interim).toSorted()).toEqual(waits.map(({ id }) => id).toSorted())
	expect(Object.keys(material.countryNames[language]).length).toBe(material.countries.length)
})

test.each(LANGUAGES)('the page that makes letters asks everything in %s', (language) => {
	const { items, headings, bodies, kinds } = letterFile(language).screen
	expect(Object.keys(items).toSorted()).toEqual(Object.keys(wordsIn('en').items).toSorted())
	expect(Object.keys(headings).toSorted()).toEqual([...HEADINGS].toSorted())
	expect(Object.keys(kinds)).toEqual([...LETTER_KINDS])
	expect(Object.keys(bodies)).toEqual(expect.arrayContaining([...ELSEWHERE_BODIES, ...COMMITTEES]))
})
