import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { REFUSALS } from '#contract/refusals.ts'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, isLanguage } from '#domain/languages.ts'
import { forbiddenWordsIn, promisesIn } from './forbidden-words.ts'
import {
	FURTHER,
	OUTWARD,
	PARTS,
	partsOf,
	scopeOf,
	type Text,
	textsIn,
	textsOf,
	TRANSLATIONS,
} from './interface-texts.ts'

const LONGEST_SENTENCE = 25

/** Where a promise word is right, and why. */
const NAMES_WHAT_FROM = new Map([
	['pages.otherWays.ways.1.text.1', 'the name of a setting of Tor Browser'],
	['return.wayBrowser', 'the name of a setting of Tor Browser'],
])

/** Texts that are the same in every language. */
const SAME_EVERYWHERE: readonly string[] = []

function placeholdersOf(text: string): string[] {
	return Array.from(text.matchAll(/\{\w+\}/g), ([place]) => place).sort()
}

function byKey(texts: readonly Text[]): Map<string, Text[]> {
	return Map.groupBy(texts, ({ key }) => key)
}

/** What `words` finds in the texts people outside the team read, the lines about what is not translated among them. */
function findings(language: InterfaceLanguage, words: (text: Text) => string[]): string[] {
	const parts = OUTWARD.filter((part) => partsOf(language).includes(part))
	return [...textsOf(language, parts), ...aboutTheScope(language)].flatMap((text) =>
		words(text).map((word) => `${language} ${text.key}: ${word}`),
	)
}

function aboutTheScope(language: InterfaceLanguage): Text[] {
	if (isLanguage(language)) return []
	const { wholePage, somePlaces, home } = scopeOf(language)
	return textsIn({ wholePage, somePlaces, home }, 'scope')
}

function longSentences(text: string, language: InterfaceLanguage): string[] {
	const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)
	const words = new Intl.Segmenter(language, { granularity: 'word' })
	return Array.from(sentences, ({ segment }) => segment).filter(
		(sentence) =>
			Array.from(words.segment(sentence)).filter(({ isWordLike }) => isWordLike).length > LONGEST_SENTENCE,
	)
}

function keysOf(language: InterfaceLanguage, parts: readonly string[]): string[] {
	return [...byKey(textsOf(language, parts)).keys()].sort()
}

test.each(TRANSLATIONS.filter(isLanguage))(
	'a person who reads %s misses no text and sees none left over',
	(language) => {
		expect(keysOf(language, PARTS)).toEqual(keysOf('en', PARTS))
	},
)

// What a further language lacks is shown in another one, with a line that says so.
test.each(FURTHER)('no text in %s is left over', (language) => {
	const parts = partsOf(language)
	const english = new Set(keysOf('en', parts))
	expect(keysOf(language, parts).filter((key) => !english.has(key))).toEqual([])
})

test.each(INTERFACE_LANGUAGES)('every counted sentence has the forms that %s needs, no more', (language) => {
	const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
	const wrong = [...byKey(textsOf(language))].filter(
		([, forms]) =>
			forms[0]?.form !== null &&
			forms
				.map(({ form }) => form)
				.toSorted()
				.join() !== wanted.join(),
	)
	expect(wrong.map(([key]) => key)).toEqual([])
})

test.each(INTERFACE_LANGUAGES)(
	'a sentence in %s names the same people, days and numbers as in English',
	(language) => {
		const english = byKey(textsOf('en'))
		const wrong = textsOf(language).filter(({ key, form, text }) => {
			const models = english.get(key) ?? []
			// A form for one or two may say the number in words, and may speak of fewer things than the one for many.
			const isSmall = form !== null && form !== 'other'
			const fitting = isSmall ? models : models.filter((model) => model.form === form)
			const bare = (sentence: string) => (isSmall ? sentence.replaceAll('{count}', '') : sentence)
			return !fitting.some(
				(model) => placeholdersOf(bare(model.text)).join() === placeholdersOf(bare(text)).join(),
			)
		})
		expect(wrong.map(({ key, form }) => `${key} ${String(form)}`)).toEqual([])
	},
)

test.each(INTERFACE_LANGUAGES)(
	'no page for people outside the team uses a frightening word in %s',
	(language) => {
		expect(findings(language, ({ text }) => forbiddenWordsIn(text, language))).toEqual([])
	},
)

test.each(INTERFACE_LANGUAGES)('no page in %s promises safety without saying from whom', (language) => {
	const promised = findings(language, ({ key, text }) =>
		NAMES_WHAT_FROM.has(key) ? [] : promisesIn(text, language),
	)
	expect(promised).toEqual([])
})

test.each(TRANSLATIONS)('no English text was left in %s', (language) => {
	const english = new Map(textsOf('en').map(({ key, form, text }) => [`${key} ${String(form)}`, text]))
	const left = textsOf(language).filter(
		({ key, form, text }) =>
			english.get(`${key} ${String(form)}`) === text &&
			text.replace(/\P{L}/gu, '').length > 12 &&
			!SAME_EVERYWHERE.includes(key),
	)
	expect(left.map(({ key }) => key)).toEqual([])
})

test.each(INTERFACE_LANGUAGES)(`no sentence in %s is longer than ${LONGEST_SENTENCE} words`, (language) => {
	expect(findings(language, ({ text }) => longSentences(text, language))).toEqual([])
})

test('every refusal of the server has a sentence, and no sentence lacks its refusal', () => {
	expect(textsOf('en', ['refusals']).map(({ key }) => key.replace('refusals.', ''))).toEqual([...REFUSALS])
})

test.each(FURTHER)(
	'the folder of %s holds the parts its scope names, and none it keeps quiet about',
	(language) => {
		const there = globSync(`content/${language}/interface/*.json`).map((file) => basename(file, '.json'))
		expect(there.sort()).toEqual(partsOf(language).toSorted())
		expect(PARTS).toEqual(expect.arrayContaining([...partsOf(language)]))
	},
)

test.each(FURTHER)('a person who reads %s can tell, and come back for the answer', (language) => {
	expect(partsOf(language)).toEqual(expect.arrayContaining(['common', 'pages', 'refusals', 'return', 'tell']))
})

test.each(FURTHER)(
	'the lines in %s about what is not translated can stand in a page as they are',
	(language) => {
		const shown = aboutTheScope(language).map(({ text }) => text)
		expect(shown.filter((text) => text === '' || /[<>&"{}]/.test(text))).toEqual([])
	},
)

test('all parts are looked at', () => {
	expect(PARTS).toEqual(expect.arrayContaining(OUTWARD))
})

test('a frightening word is found however it is written, and a harmless neighbour is not', () => {
	expect(forbiddenWordsIn('The Officer sealed two reports.', 'en')).toEqual(['Officer', 'sealed', 'reports'])
	expect(forbiddenWordsIn('One case worker. Reported twice.', 'en')).toEqual(['Reported'])
	expect(forbiddenWordsIn('Votre message est rec\u0327u et scellé.', 'fr')).toEqual(['reçu', 'scellé'])
	expect(forbiddenWordsIn('أرسل البلاغَ إلى الضّابط', 'ar')).toEqual(['البلاغ', 'الضابط'])
	expect(forbiddenWordsIn('يجب إبلاغ العائلة', 'ar')).toEqual([])
	expect(forbiddenWordsIn('Ваша жалоба отпечатана', 'ru')).toEqual(['жалоба', 'отпечатана'])
	expect(forbiddenWordsIn('您的举报', 'zh')).toEqual(['举报'])
	expect(forbiddenWordsIn('A denúncia da vítima foi selada.', 'pt')).toEqual(['denúncia', 'vítima', 'selada'])
	expect(forbiddenWordsIn('Os membros oficializam; deu entrada.', 'pt')).toEqual([])
	expect(forbiddenWordsIn('Maafisa walipokea ripoti ya waathirika.', 'sw')).toEqual([
		'Maafisa',
		'ripoti',
		'waathirika',
	])
	expect(forbiddenWordsIn('Wasiliana na ofisi, kesho.', 'sw')).toEqual([])
	expect(promisesIn('Njia salama', 'sw')).toEqual(['salama'])
	expect(promisesIn('This is safe and fully anonymous.', 'en')).toEqual(['safe', 'anonymous'])
	expect(promisesIn('Made with Safeconduct', 'en')).toEqual([])
})

test('texts inside lists and counted sentences are reached', () => {
	const texts = textsIn({ list: ['one', { title: 'two' }], people: { one: 'a', other: 'b' } }, 'part')
	expect(texts.map(({ key, form }) => `${key} ${String(form)}`)).toEqual([
		'part.list.0 null',
		'part.list.1.title null',
		'part.people one',
		'part.people other',
	])
})
