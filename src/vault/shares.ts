import { combine, split } from 'shamir-secret-sharing'
import { concatBytes } from '@noble/hashes/utils.js'

// [Note: shares] A secret of 32 bytes can be split so that any k of n papers give it back and fewer say nothing about
// it (Shamir, "How to share a secret", 1979). What a paper carries is 27 words or 90 digits (words.ts, kind `share`):
//
//   0x00 | set, 2 bytes | number and threshold, 4 bits each | 32 bytes of the share | its place, 1 byte
//
// The set is drawn anew at every split: papers of two splits never give a key, even of the same secret, and must be
// told apart before anybody wonders. Combining proves nothing. A paper may be forged by who holds it, so the caller
// compares what comes out with something public before use.

const SECRET_SIZE = 32
const SHARE_SIZE = 1 + 2 + 1 + SECRET_SIZE + 1
const HIGHEST = 15

export type Share = {
	/** 0 to 65,535. */
	set: number
	/** 1, 2, 3 … as printed. */
	number: number
	/** How many shares of the set give the secret. */
	threshold: number
	/** The share as the sharing library writes it: 32 bytes and the place on the curve. */
	part: Uint8Array
}

/**
 * Splits a secret of 32 bytes into `of` shares, of which any `threshold` give it back.
 * @param set drawn at random for this split
 * @returns what is written on each paper, 37 bytes, for `toWords` and `toDigits` with kind `share`
 */
export async function splitSecret(
	secret: Uint8Array,
	{ of, threshold }: { of: number; threshold: number },
	set: number,
): Promise<Uint8Array[]> {
	if (secret.length !== SECRET_SIZE) throw new RangeError('only secrets of 32 bytes are split')
	if (of > HIGHEST) throw new RangeError('a share has room for numbers up to 15')
	const parts = await split(new Uint8Array(secret), of, threshold)
	return parts.map((part, at) => {
		const mark = Uint8Array.of(0, set >> 8, set & 255, ((at + 1) << 4) | threshold)
		return concatBytes(mark, part)
	})
}

/** @returns null when the words hold no share of this version: their checksum may have fitted by chance. */
export function readShare(secret: Uint8Array): Share | null {
	const [version, high = 0, low = 0, marks = 0] = secret
	const part = secret.slice(4)
	const [number, threshold, place] = [marks >> 4, marks & 15, part.at(-1)]
	if (secret.length !== SHARE_SIZE || version !== 0) return null
	if (number < 1 || threshold < 2 || place === 0) return null
	return { set: (high << 8) | low, number, threshold, part }
}

/**
 * Puts shares of one set together.
 * @returns 32 bytes that are the secret only if all shares are true, or null when two claim the same place
 */
export async function combineShares(shares: readonly Share[]): Promise<Uint8Array | null> {
	const places = new Set(shares.map(({ part }) => part.at(-1)))
	if (places.size !== shares.length || shares.length < 2) return null
	return combine(shares.map(({ part }) => new Uint8Array(part)))
}
