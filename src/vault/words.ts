import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { foldWord, type WordLanguage } from '#vault/folding.ts'

// [Note: words] A secret is written as words of 2,048-word lists, 11 bits each; the last 8 bits are a checksum, so a
// mistyped word is caught before any request. Kinds with equally many words differ in their checksum always, so that
// the words of one are never taken for those of another. The same secret can be written as digits, which need no word
// list and work in every language.

/** What a set of words opens, and how many words it has. */
export const WORD_COUNTS = {
	/** A person's way back: 91 secret bits, stretched by Argon2id. */
	return: 9,
	/** A member's recovery sheet: 124 secret bits. */
	sheet: 12,
	/** The seed of the team's recovery key: 256 secret bits. */
	recovery: 24,
	/** The seed of the root that signs the roster's first entry: 256 secret bits. */
	root: 24,
	/** One of several papers that together give the team's recovery key (shares.ts): 289 secret bits. */
	share: 27,
} as const

export type WordsKind = keyof typeof WORD_COUNTS

export type WordList = { language: WordLanguage; words: readonly string[] }

export type WordsRead =
	| { ok: true; secret: Uint8Array }
	| { ok: false; because: 'too-few' | 'too-many' | 'typo' }
	| { ok: false; because: 'unknown-word'; at: number }

/** Added to the checksum; different wherever the number of words is the same. */
const OFFSETS = { return: 0, sheet: 0, recovery: 0, root: 1, share: 0 } as const satisfies Record<
	WordsKind,
	number
>

const BITS_PER_WORD = 11
const CHECKSUM_BITS = 8
const LIST_LENGTH = 2048

/** How many secret bits a kind carries. */
export function secretBits(kind: WordsKind): number {
	return WORD_COUNTS[kind] * BITS_PER_WORD - CHECKSUM_BITS
}

/** Cuts random bytes (at least as many as the kind needs) down to a secret of exactly the kind's bits, big-endian. */
export function newSecret(kind: WordsKind, random: Uint8Array): Uint8Array {
	const size = Math.ceil(secretBits(kind) / 8)
	if (random.length < size) throw new RangeError('not enough randomness')
	const secret = random.slice(0, size)
	const spare = size * 8 - secretBits(kind)
	secret[0] = (secret[0] ?? 0) & (0xff >> spare)
	return secret
}

export function toWords(secret: Uint8Array, kind: WordsKind, list: WordList): string[] {
	let value = withChecksum(secret, kind)
	const words: string[] = []
	for (let left = WORD_COUNTS[kind]; left > 0; left--) {
		words.unshift(wordAt(list, Number(value & 2047n)))
		value >>= 11n
	}
	return words
}

/** Groups of three digits; the number of groups depends on the kind only. */
export function toDigits(secret: Uint8Array, kind: WordsKind): string[] {
	const digits = withChecksum(secret, kind).toString().padStart(digitCount(kind), '0')
	return digits.match(/.{3}/g) ?? []
}

/**
 * Reads what a person typed, pasted or scanned: words of this list, or digits of any script. Case, accents, spaces,
 * line breaks, commas, hyphens and numbering such as "1." do not matter.
 */
export function readWords(typed: string, kind: WordsKind, list: WordList): WordsRead {
	const digits = asDigits(typed)
	if (digits !== null && digits.length >= digitCount(kind) / 2) return readDigits(digits, kind)
	const words = splitWords(typed, list.language)
	const lookup = lookupOf(list)
	let value = 0n
	for (const [at, word] of words.entries()) {
		const index = lookup.get(foldWord(word, list.language)) ?? soleCompletion(lookup, word, list.language)
		if (index === null) return { ok: false, because: 'unknown-word', at }
		value = (value << 11n) | BigInt(index)
	}
	if (words.length !== WORD_COUNTS[kind])
		return { ok: false, because: words.length < WORD_COUNTS[kind] ? 'too-few' : 'too-many' }
	return checked(value, kind)
}

/** Folding a list takes a phone some 50 ms, too long to do at every key. */
const lookups = new WeakMap<readonly string[], Map<string, number>>()

function lookupOf({ words, language }: WordList): Map<string, number> {
	const known = lookups.get(words)
	if (known !== undefined) return known
	const made = new Map(words.map((word, index) => [foldWord(word, language), index]))
	lookups.set(words, made)
	return made
}

function readDigits(digits: string, kind: WordsKind): WordsRead {
	const wanted = digitCount(kind)
	if (digits.length !== wanted) return { ok: false, because: digits.length < wanted ? 'too-few' : 'too-many' }
	return checked(BigInt(digits), kind)
}

function checked(value: bigint, kind: WordsKind): WordsRead {
	const secretValue = value >> BigInt(CHECKSUM_BITS)
	if (secretValue >> BigInt(secretBits(kind)) !== 0n) return { ok: false, because: 'typo' }
	const secret = toBytes(secretValue, Math.ceil(secretBits(kind) / 8))
	return withChecksum(secret, kind) === value ? { ok: true, secret } : { ok: false, because: 'typo' }
}

function withChecksum(secret: Uint8Array, kind: WordsKind): bigint {
	const label = utf8ToBytes(`safeconduct/1/words/${WORD_COUNTS[kind]}\0`)
	const [common = 0] = sha256(concatBytes(label, secret))
	const checksum = (common + OFFSETS[kind]) % 2 ** CHECKSUM_BITS
	return (toInteger(secret) << BigInt(CHECKSUM_BITS)) | BigInt(checksum)
}

/** How many decimal digits stand for a secret of this kind, a multiple of three. */
export function digitCount(kind: WordsKind): number {
	const largest = (1n << BigInt(WORD_COUNTS[kind] * BITS_PER_WORD)) - 1n
	return Math.ceil(largest.toString().length / 3) * 3
}

/** The typed text as ASCII digits when it holds nothing but digits and separators, else null. */
export function asDigits(typed: string): string | null {
	const bare = typed.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}]/gu, '')
	if (!/^\p{Nd}+$/u.test(bare)) return null
	return Array.from(bare, digitValue).join('')
}

/** Decimal digits stand in runs of ten in every script (Unicode, "Nd"); those that do not fold to ASCII by NFKC. */
function digitValue(digit: string): number {
	const point = digit.codePointAt(0) ?? 0
	let zero = point
	while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
	return point - zero
}

/** The words in a typed text, without numbering, separators and digits. */
export function splitWords(typed: string, language: WordLanguage): string[] {
	const words = typed
		.normalize('NFKC')
		.replace(/\u{200b}/gu, ' ')
		.replace(/\p{Cf}/gu, '')
		.replace(/\p{Nd}+\s*[.)\]:،-]?/gu, ' ')
	const letters = words.match(/[\p{L}\p{M}]+/gu) ?? []
	return language === 'zh' ? letters.flatMap((run) => Array.from(run)) : letters
}

/** People shorten words; four letters or more that only one word of the list begins with stand for that word. */
function soleCompletion(lookup: Map<string, number>, word: string, language: WordLanguage): number | null {
	const start = foldWord(word, language)
	if (Array.from(start).length < 4) return null
	const found = [...lookup].filter(([candidate]) => candidate.startsWith(start))
	return found.length === 1 && found[0] !== undefined ? found[0][1] : null
}

function wordAt(list: WordList, index: number): string {
	const word = list.words[index]
	if (word === undefined || list.words.length !== LIST_LENGTH)
		throw new RangeError('not a list of 2,048 words')
	return word
}

function toInteger(bytes: Uint8Array): bigint {
	return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

function toBytes(value: bigint, size: number): Uint8Array {
	const bytes = new Uint8Array(size)
	for (let at = size - 1, rest = value; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 255n)
	return bytes
}
