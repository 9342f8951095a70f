import type { Language } from '#domain/languages.ts'

/** Spoken syllables of one word, at least one. */
export type SyllablesOf = (word: string) => number

export type Totals = { sentences: number; words: number; syllables: number }

/** What ends with a stop, and what is written without one: a heading, an answer of two words. */
export function sentencesOf(text: string, language: Language): string[] {
	const parts = segmenter(language, 'sentence').segment(text)
	return Array.from(parts, ({ segment }) => segment.trim()).filter((sentence) => sentence !== '')
}

export function wordsOf(sentence: string, language: Language): string[] {
	const parts = segmenter(language, 'word').segment(sentence)
	return Array.from(parts)
		.filter(({ isWordLike }) => isWordLike === true)
		.map(({ segment }) => segment)
}

/** How long a sentence is: in words; in Chinese, which has no spaces, in characters without the marks between them. */
export function lengthOf(sentence: string, language: Language): number {
	return language === 'zh'
		? sentence.replace(/[^\p{L}\p{N}]/gu, '').length
		: wordsOf(sentence, language).length
}

export function totalsOf(sentences: readonly string[], language: Language, syllablesOf: SyllablesOf): Totals {
	const words = sentences.flatMap((sentence) => wordsOf(sentence, language))
	const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
	return { sentences: sentences.length, words: words.length, syllables }
}

/** School years a reader of English needs (Kincaid and others, 1975). */
export function fleschKincaidGrade({ sentences, words, syllables }: Totals): number {
	return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}

/** How easily French reads, about 0 to 100, higher is easier (Kandel and Moles, 1958). */
export function kandelMoles({ sentences, words, syllables }: Totals): number {
	return 207 - 1.015 * (words / sentences) - 73.6 * (syllables / words)
}

function segmenter(language: Language, granularity: 'sentence' | 'word'): Intl.Segmenter {
	const name = `${language} ${granularity}`
	const made = segmenters.get(name) ?? new Intl.Segmenter(language, { granularity })
	segmenters.set(name, made)
	return made
}

/** Kept, because making one takes longer than cutting a page. */
const segmenters = new Map<string, Intl.Segmenter>()
