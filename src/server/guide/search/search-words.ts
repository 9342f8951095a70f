import { stemmer as arabic } from '@orama/stemmers/arabic'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import type { Language } from '#domain/languages.ts'
import { foldForSearch } from '#domain/search/fold.ts'

// [Note: terms] A word is kept as people may type it, without accents, and as its stem, so that one form finds the others.
// Chinese has no spaces and no forms: it is kept as every two characters that stand side by side, because a dictionary
// may cut what is written and what is typed at different places.

/** One word somebody typed. */
export type TypedWord = {
	/** Folded; a number or a symbol as it is kept. */
	written: string
	/** Any of these finds it, the word itself first. */
	terms: readonly string[]
	/** Whether it may be mistyped or not yet ended: numbers and pairs of Chinese characters are what they are. */
	isSpelled: boolean
}

const STEMMERS = { en: english, fr: french, es: spanish, ar: arabic, ru: russian } as const

/** Numbers of a symbol stay together (54/24); letters and digits part (GC34). */
const RUN = /\d+(?:\/\d+)+|\d+|\p{Script=Han}+|[\p{L}\p{M}]+/gu

const DIGITS = /^\d/
const HAN = /^\p{Script=Han}/u
const LATIN = /^\p{Script=Latin}/u

/** Arabic "and", "so", "in" and "as", written onto the word that follows. */
const ARABIC_BEFORE = /^(?:[وفبك](?=ال)|و(?=\p{L}{4}))/u

/**
 * What a text is found by, in the order of the text; a word that stands twice comes twice.
 * @param known words of this language met before, with their terms: stems take longest
 */
export function termsOf(text: string, language: Language, known: Map<string, readonly string[]>): string[] {
	return runsOf(text).flatMap((run) => {
		if (DIGITS.test(run)) return [...new Set([run, ...run.split('/')])]
		if (HAN.test(run)) return pairsOf(run)
		const terms = known.get(run) ?? termsOfWord(run, language)
		known.set(run, terms)
		return terms
	})
}

/** A symbol as one term, however it is spaced or capitalised. */
export function termOfSymbol(symbol: string): string {
	return foldForSearch(symbol).replace(/\s+/g, '')
}

/**
 * The words somebody typed, without those that stand twice.
 * @param language of the page; its English titles are searched as well
 */
export function typedWords(typed: string, language: Language): TypedWord[] {
	const words = runsOf(typed).flatMap((run): TypedWord[] => {
		if (DIGITS.test(run)) return [exactly(run)]
		if (HAN.test(run)) return chineseWords(run).flatMap(pairsOf).map(exactly)
		const terms = [...new Set([...termsOfWord(run, language), ...termsOfWord(run, 'en')])]
		return terms.length === 0 ? [] : [{ written: foldForSearch(run), terms, isSpelled: true }]
	})
	return [...new Map(words.map((word) => [word.written, word])).values()]
}

function exactly(written: string): TypedWord {
	return { written, terms: [written], isSpelled: false }
}

function runsOf(text: string): string[] {
	return Array.from(withLatinDigits(text.normalize('NFKC')).toLowerCase().matchAll(RUN), ([run]) => run)
}

/** Arabic and Persian digits; in both blocks the last four bits are the value. */
function withLatinDigits(text: string): string {
	return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** A single letter is an article, a preposition or what an apostrophe left. */
function termsOfWord(word: string, language: Language): string[] {
	const folded = foldForSearch(word)
	if (folded.length < 2) return []
	const own = language !== 'zh' && LATIN.test(word) === isLatin(language) ? language : 'en'
	const forms = own === 'ar' ? [word, word.replace(ARABIC_BEFORE, '')] : [word]
	return [...new Set(forms.flatMap((form) => [foldForSearch(form), foldForSearch(STEMMERS[own](form))]))]
}

function isLatin(language: Language): boolean {
	return language === 'en' || language === 'fr' || language === 'es'
}

function pairsOf(run: string): string[] {
	const characters = Array.from(run)
	if (characters.length < 2) return characters
	return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`)
}

const chinese = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words of several characters; single ones join sentences and are looked for only when there is nothing else. */
function chineseWords(run: string): string[] {
	const words = Array.from(chinese.segment(run), ({ segment }) => segment)
	const longer = words.filter((word) => Array.from(word).length > 1)
	return longer.length > 0 ? longer : [run]
}
