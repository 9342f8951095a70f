import type { ReadyLock } from '#browser/reporter/lock-story.ts'

/** What the small file and nothing else says: the words in order, then the same as digits. */
export function keptText({ words, groups }: Pick<ReadyLock, 'words' | 'groups'>): string {
	const numbered = words.map((word, place) => `${String(place + 1)}. ${word}`)
	return [...numbered, '', groups.join(' '), ''].join('\r\n')
}

/** A QR code of the digits, as a picture that needs neither canvas nor SVG. */
export async function pictureOf(groups: readonly string[]): Promise<string> {
	const { encodeQR } = await import('qr')
	const gif = encodeQR(groups.join(''), 'gif', { ecc: 'medium', scale: 8, border: 4 })
	return `data:image/gif;base64,${btoa(String.fromCharCode(...gif))}`
}
