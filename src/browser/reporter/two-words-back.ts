import { foldWord, type WordLanguage } from '#vault/folding.ts'
import { asDigits } from '#vault/words.ts'

const SHORTEST_START = 4

/** Whether what was typed is this word: case, accents and spaces do not matter, and a clear beginning is enough. */
export function isWordBack(typed: string, word: string, language: WordLanguage): boolean {
	const given = foldWord(typed.trim(), language)
	const wanted = foldWord(word, language)
	return given === wanted || (Array.from(given).length >= SHORTEST_START && wanted.startsWith(given))
}

/** Whether what was typed is this group of digits, in the digits of any script. */
export function isGroupBack(typed: string, group: string): boolean {
	return asDigits(typed) === group
}
