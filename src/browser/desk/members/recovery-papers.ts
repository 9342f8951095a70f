import { randomBytes } from '@noble/hashes/utils.js'
import { readInAnyLanguage } from '#browser/desk/read-in-any-language.ts'
import { recoveryRecipient } from '#browser/desk/members/recovery-key.ts'
import type { Language } from '#domain/languages.ts'
import { missingShares, refusalToLay, type ShareRefusal } from '#domain/roster/recovery-shares.ts'
import { checkWords } from '#vault/outside/check-words.ts'
import { combineShares, readShare, type Share, splitSecret } from '#vault/shares.ts'
import { toDigits, toWords, type WordList } from '#vault/words.ts'

/** One of several papers as it is printed. */
export type SharePaper = {
	number: number
	of: number
	threshold: number
	language: Language
	words: string[]
	digits: string[]
}

const LABEL_WORDS = 4

/** Four words that say which recovery key a paper belongs to. They are public and open nothing. */
export function recoveryLabel(recipient: string, list: WordList): string[] {
	return checkWords(recipient, list.words).slice(0, LABEL_WORDS)
}

/** Splits the recovery key. Nothing of it is stored or sent; the papers exist where they are printed. */
export async function splitRecovery(
	seed: Uint8Array,
	split: { of: number; threshold: number },
	list: WordList,
): Promise<SharePaper[]> {
	const [high = 0, low = 0] = randomBytes(2)
	const papers = await splitSecret(seed, split, (high << 8) | low)
	return papers.map((paper, at) => ({
		...split,
		number: at + 1,
		language: list.language,
		words: toWords(paper, 'share', list),
		digits: toDigits(paper, 'share'),
	}))
}

/** What a paper that was typed in came to. */
export type Laid =
	/** The key of this team, proved against the roster. */
	| { step: 'key'; seed: Uint8Array }
	| { step: 'more'; papers: readonly Share[]; missing: number }
	| { step: 'refused'; because: ShareRefusal | 'not-readable' | 'other-key' | 'one-is-forged' }

/**
 * Reads the 24 words of a whole key, or one paper of several, and puts it to those already there.
 * @param recipient of the team's recovery key, from the checked roster: nothing else counts as the key
 */
export async function layPaper(
	typed: string,
	papers: readonly Share[],
	recipient: string,
	language: Language,
): Promise<Laid> {
	const whole = await readInAnyLanguage(typed, 'recovery', language)
	if (whole.ok) {
		const fits = (await recoveryRecipient(whole.secret)) === recipient
		return fits ? { step: 'key', seed: whole.secret } : { step: 'refused', because: 'other-key' }
	}
	const read = await readInAnyLanguage(typed, 'share', language)
	const share = read.ok ? readShare(read.secret) : null
	if (share === null) return { step: 'refused', because: 'not-readable' }
	const refusal = refusalToLay(papers, share)
	if (refusal !== null) return { step: 'refused', because: refusal }
	const there = [...papers, share]
	const missing = missingShares(there) ?? 0
	return missing > 0 ? { step: 'more', papers: there, missing } : together(there, recipient)
}

/** Shares prove nothing by themselves: a holder can forge one, and only the roster says what must come out. */
async function together(papers: readonly Share[], recipient: string): Promise<Laid> {
	const seed = await combineShares(papers)
	if (seed !== null && (await recoveryRecipient(seed)) === recipient) return { step: 'key', seed }
	return { step: 'refused', because: 'one-is-forged' }
}
