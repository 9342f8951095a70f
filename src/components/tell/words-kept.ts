import type { ReadyLock } from '#browser/reporter/lock-story.ts'

/** A team's card for the file, and what the choice is called. */
export type KeptCard = { words: { withCard: string; withCardHint: string }; text: () => string }

/**
 * What the small file says: the words in order, then the same as digits.
 * @param card the team's card, for people who want it there; without it nothing says what the words are for
 */
export function keptText(
	{ words, groups }: Pick<ReadyLock, 'words' | 'groups'>,
	card: string | null = null,
): string {
	const numbered = words.map((word, place) => `${String(place + 1)}. ${word}`)
	const kept = [...numbered, '', groups.join(' '), ''].join('\r\n')
	return card === null ? kept : `${kept}\r\n${card}`
}

/** A QR code of the digits, as a picture that needs neither canvas nor SVG. */
export async function pictureOf(groups: readonly string[]): Promise<string> {
	const { encodeQR } = await import('qr')
	const gif = encodeQR(groups.join(''), 'gif', { ecc: 'medium', scale: 8, border: 4 })
	return `data:image/gif;base64,${btoa(String.fromCharCode(...gif))}`
}
