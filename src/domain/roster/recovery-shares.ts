/** What stands on a share beside its secret part. */
export type ShareMark = {
	/** The same on all papers that were made together, another on all others. */
	set: number
	/** 1, 2, 3 … as printed. */
	number: number
	/** How many papers of the set open. */
	threshold: number
}

/** So many people can still be kept in mind, and met. */
export const MOST_SHARES = 9

export type SplitRefusal =
	/** One paper that opens alone is the whole key. */
	'one-would-be-enough' | 'more-than-there-are' | 'too-many-papers'

/** Why a key may not be split into `of` papers of which `threshold` open, or null when it may. */
export function refusalToSplit({ of, threshold }: { of: number; threshold: number }): SplitRefusal | null {
	if (threshold < 2) return 'one-would-be-enough'
	if (threshold > of) return 'more-than-there-are'
	return of > MOST_SHARES ? 'too-many-papers' : null
}

export type ShareRefusal = 'same-paper' | 'other-set'

/** Why a paper does not go with those already there, or null when it does. */
export function refusalToLay(there: readonly ShareMark[], share: ShareMark): ShareRefusal | null {
	const fits = there.every(({ set, threshold }) => set === share.set && threshold === share.threshold)
	if (!fits) return 'other-set'
	return there.some(({ number }) => number === share.number) ? 'same-paper' : null
}

/** How many papers are still missing; null as long as none says how many it takes. */
export function missingShares(there: readonly ShareMark[]): number | null {
	const [first] = there
	return first === undefined ? null : Math.max(0, first.threshold - there.length)
}
