import type { Digest } from '#browser/desk/inbox/digest.ts'

// [Note: search] A plain scan over opened digests: no index of what people wrote is ever stored, and a scan handles
// every script without a tokenizer.

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

/** Digests by thread with their folded texts, which are made once for each digest. */
export class SearchTexts {
	readonly #known = new Map<string, { digest: Digest; folded: string }>()

	/** Takes a text that was folded elsewhere. */
	put(digest: Digest, folded: string): void {
		this.#known.set(digest.thread, { digest, folded })
	}

	forget(thread: string): void {
		this.#known.delete(thread)
	}

	/** Digests that contain every word searched for, in the order given. */
	search(all: readonly Digest[], query: string): Digest[] {
		const words = foldForSearch(query)
			.split(/\s+/)
			.filter((word) => word !== '')
		return all.filter((digest) => {
			const folded = this.#foldedOf(digest)
			return words.every((word) => folded.includes(word))
		})
	}

	#foldedOf(digest: Digest): string {
		const known = this.#known.get(digest.thread)
		if (known?.digest === digest) return known.folded
		const folded = foldForSearch(digest.text)
		this.put(digest, folded)
		return folded
	}
}
