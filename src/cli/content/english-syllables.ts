import { syllable } from 'syllable'

/** Spoken syllables of an English word; a number counts as one. */
export function englishSyllables(word: string): number {
	return Math.max(1, syllable(word))
}
