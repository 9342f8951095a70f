import { foldWord } from '#vault/folding.ts'
import { type Unlocking, unlockingFromPassphrase } from '#vault/member-keys.ts'
import type { Progress } from '#vault/return-keys.ts'
import type { WordList } from '#vault/words.ts'

/** Words of 11 bits each: 66 bits, behind Argon2id with 64 MiB. */
const WORDS = 6

/** Draws a passphrase; a person never makes one up. */
export function newPassphrase(list: WordList, random: Uint32Array<ArrayBuffer>): string {
	// The length of a list divides 2^32, so the remainder is even.
	return Array.from(random.subarray(0, WORDS), (number) => list.words[number % list.words.length]).join(' ')
}

export function drawPassphrase(list: WordList): string {
	return newPassphrase(list, crypto.getRandomValues(new Uint32Array(WORDS)))
}

/**
 * The form a passphrase is stretched in: its words in folded letters, one space between them. It does not depend on
 * the language of the page, because a member may unlock on another page than the one that drew the words.
 */
export function canonicalPassphrase(typed: string): string {
	const runs = typed.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
	const words = runs.flatMap((run) => (/\p{Script=Han}/u.test(run) ? Array.from(run) : [run]))
	const folded = words.map((word) => foldWord(foldWord(word, 'ar'), 'ru'))
	return folded.filter((word) => word !== '').join(' ')
}

export function isSamePassphrase(typed: string, drawn: string): boolean {
	return canonicalPassphrase(typed) === canonicalPassphrase(drawn)
}

/** As `unlockingFromPassphrase`, for words as a person types them. */
export function unlockingFromTyped(
	typed: string,
	place: { desk: string; login: string },
	onProgress?: Progress,
): Promise<Unlocking> {
	return unlockingFromPassphrase(canonicalPassphrase(typed), place, onProgress)
}
