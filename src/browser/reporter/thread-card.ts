import { digitCount } from '#vault/words.ts'

/** Largest card file worth reading, in bytes; a saved card has a few kilobytes. */
export const LARGEST_CARD = 256 * 1024

/**
 * The return words inside the text of a saved card: its digits when it has them, because other lines of a card hold
 * words too; else everything.
 */
export function wordsInCard(text: string): string {
	const groups = digitCount('return') / 3
	const pattern = new RegExp(`(?<!\\p{Nd})(?:\\p{Nd}{3}[ \\t\\u00A0-]*){${groups}}(?!\\p{Nd})`, 'u')
	return pattern.exec(text)?.[0] ?? text
}

/** The digits of a card's square picture, in groups of three as they stand beside it; null when it says something else. */
export function wordsInSquare(text: string): string | null {
	if (!/^[0-9]+$/.test(text) || text.length !== digitCount('return')) return null
	return (text.match(/.{3}/g) ?? []).join(' ')
}
