import type { Digest } from '#browser/desk/inbox/digest.ts'
import { foldForSearch } from '#domain/search/fold.ts'

// [Note: search] A plain scan over opened digests: no index of what people wrote is ever stored, and a scan handles
// every script without a tokenizer. Texts are folded when they are boiled down, because that takes a hundred times as
// long as the scan.

/** Digests that contain every word searched for, in the order given. */
export function search(all: readonly Digest[], query: string): Digest[] {
	const words = foldForSearch(query)
		.split(/\s+/)
		.filter((word) => word !== '')
	return all.filter(({ folded }) => words.every((word) => folded.includes(word)))
}
