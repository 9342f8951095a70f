import type { Digest } from '#browser/desk/inbox/digest.ts'

// [Note: search] A plain scan over opened digests: no index of what people wrote is ever stored, and a scan handles
// every script without a tokenizer. Texts are folded when they are boiled down, because that takes a hundred times as
// long as the scan.

/** Letters as people type them when they search: no case, accents, Arabic vowel signs or letter variants. */
export function foldForSearch(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}|\u0640/gu, '')
		.replace(/[أإآٱ]/g, 'ا')
		.replace(/ى/g, 'ي')
		.replace(/ة/g, 'ه')
		.toLowerCase()
}

/** Digests that contain every word searched for, in the order given. */
export function search(all: readonly Digest[], query: string): Digest[] {
	const words = foldForSearch(query)
		.split(/\s+/)
		.filter((word) => word !== '')
	return all.filter(({ folded }) => words.every((word) => folded.includes(word)))
}
