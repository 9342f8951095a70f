import type { Language } from '#domain/languages.ts'
import { frenchSyllables } from '#domain/reading/french-syllables.ts'
import {
	fleschKincaidGrade,
	kandelMoles,
	lengthOf,
	sentencesOf,
	type SyllablesOf,
	totalsOf,
} from '#domain/reading/measure.ts'

/** What is read first, on one screen; and everything after it. */
export const READING_PARTS = ['first', 'further'] as const
export type ReadingPart = (typeof READING_PARTS)[number]

/** Longest sentence: in words, in Chinese in characters. */
export const LONGEST_WORDS = 25
export const LONGEST_CHARACTERS = 40

/** Mean of words in a sentence, and the two scores. Names of bodies count like all other words. */
export const READING_LIMITS: Readonly<Record<ReadingPart, { mean: number; grade: number; ease: number }>> = {
	first: { mean: 14, grade: 7, ease: 60 },
	further: { mean: 16, grade: 8, ease: 60 },
}

/**
 * Answers of a few words ("Free") are read, but are no sentences: counted among them they would make every page look
 * easier than it is.
 */
const LEAST_WORDS = 5

export type Text = { page: string; part: ReadingPart; language: Language; passages: readonly string[] }

/** One figure that is past its limit, and the sentence to begin with. */
export type Breach = {
	page: string
	figure: 'longest' | 'mean' | 'grade' | 'ease'
	value: number
	limit: number
	sentence: string
}

/** @param englishSyllables counts of English need a list of exceptions, which rules do not carry */
export function judgeReading(text: Text, englishSyllables: SyllablesOf): Breach[] {
	const sentences = text.passages.flatMap((passage) => sentencesOf(passage, text.language))
	return [...tooLong(text, sentences), ...tooHard(text, sentences, englishSyllables)]
}

function tooLong({ page, language }: Text, sentences: readonly string[]): Breach[] {
	const limit = language === 'zh' ? LONGEST_CHARACTERS : LONGEST_WORDS
	return sentences.flatMap((sentence) => {
		const value = lengthOf(sentence, language)
		return value > limit ? [{ page, figure: 'longest' as const, value, limit, sentence }] : []
	})
}

/** Formulas were made for English and French; other languages are held to the length of sentences. */
function tooHard({ page, part, language }: Text, all: readonly string[], english: SyllablesOf): Breach[] {
	const sentences = all.filter((sentence) => lengthOf(sentence, language) >= LEAST_WORDS)
	if ((language !== 'en' && language !== 'fr') || sentences.length === 0) return []
	const syllablesOf = language === 'en' ? english : frenchSyllables
	const totals = totalsOf(sentences, language, syllablesOf)
	const limits = READING_LIMITS[part]
	const hardest = (score: (sentence: string) => number) =>
		sentences.reduce((worst, one) => (score(one) > score(worst) ? one : worst))
	const syllables = (sentence: string) => totalsOf([sentence], language, syllablesOf).syllables
	const breach = (figure: Breach['figure'], value: number, limit: number, sentence: string): Breach[] => [
		{ page, figure, value, limit, sentence },
	]
	const mean = totals.words / totals.sentences
	const grade = language === 'en' ? fleschKincaidGrade(totals) : null
	const ease = language === 'fr' ? kandelMoles(totals) : null
	return [
		...(mean > limits.mean
			? breach(
					'mean',
					mean,
					limits.mean,
					hardest((sentence) => lengthOf(sentence, language)),
				)
			: []),
		...(grade !== null && grade > limits.grade
			? breach('grade', grade, limits.grade, hardest(syllables))
			: []),
		...(ease !== null && ease < limits.ease ? breach('ease', ease, limits.ease, hardest(syllables)) : []),
	]
}
