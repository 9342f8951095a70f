import { foldWord, type WordLanguage } from '#vault/folding.ts'
import { asDigits } from '#vault/words.ts'

const SHORTEST_START = 4

/**
 * Two different places out of `count`, in order.
 * @param below an evenly drawn whole number from 0 up to, not including, its argument
 */
export function twoPlaces(count: number, below: (limit: number) => number): [number, number] {
	const one = below(count)
	const skipped = below(count - 1)
	const other = skipped >= one ? skipped + 1 : skipped
	return one < other ? [one, other] : [other, one]
}

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
