import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	newSecret,
	readWords,
	secretBits,
	toDigits,
	toWords,
	WORD_COUNTS,
	type WordList,
	type WordsKind,
} from '#vault/words.ts'
import { lists } from '../../tests/seed/return-word-lists.ts'

const KINDS = Object.keys(WORD_COUNTS) as WordsKind[]
const [english] = lists as [WordList]
const anyKind = fc.constantFrom(...KINDS)
const anyList = fc.constantFrom(...lists)
const anySecret = fc.uint8Array({ minLength: 37, maxLength: 37 })
const ok = (secret: Uint8Array) => ({ ok: true, secret })

test.each(lists)('words round-trip in $language', (list) => {
	fc.assert(
		fc.property(anyKind, anySecret, (kind, random) => {
			const secret = newSecret(kind, random)
			const words = toWords(secret, kind, list)
			expect(words).toHaveLength(WORD_COUNTS[kind])
			expect(readWords(words.join(' '), kind, list)).toEqual(ok(secret))
		}),
		{ numRuns: 40 },
	)
})

test('a secret has exactly the bits of its kind, and all of them count', () => {
	expect(KINDS.map((kind) => [kind, secretBits(kind)])).toEqual([
		['return', 91],
		['sheet', 124],
		['recovery', 256],
		['root', 256],
		['share', 289],
	])
	for (const kind of KINDS) {
		const highest = newSecret(kind, new Uint8Array(37).fill(255))
		expect(BigInt(`0x${Buffer.from(highest).toString('hex')}`)).toBe(2n ** BigInt(secretBits(kind)) - 1n)
		for (const fill of [0, 255]) {
			const secret = newSecret(kind, new Uint8Array(37).fill(fill))
			expect(readWords(toDigits(secret, kind).join(' '), kind, english)).toEqual(ok(secret))
			expect(readWords(toWords(secret, kind, english).join(' '), kind, english)).toEqual(ok(secret))
		}
	}
	expect(() => newSecret('return', new Uint8Array(11))).toThrow(RangeError)
})

/** The zero of every script whose digits people could type. */
const ZEROS = [
	0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0x17e0, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7f6, 0x1e950,
]

test('digits of any script are read, with or without spaces, in every language', () => {
	fc.assert(
		fc.property(
			anyKind,
			anySecret,
			anyList,
			fc.constantFrom(...ZEROS),
			fc.constantFrom(' ', '', '-', ' \u200f', '، ', '\n'),
			(kind, random, list, zero, between) => {
				const secret = newSecret(kind, random)
				const typed = toDigits(secret, kind)
					.join(between)
					.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
				expect(readWords(typed, kind, list)).toEqual(ok(secret))
			},
		),
	)
})

test('every decimal digit of Unicode has its value', () => {
	const secret = newSecret('return', new Uint8Array(32).fill(0x5a))
	const digits = toDigits(secret, 'return').join('')
	for (let zero = 0; zero < 0x1fbff; zero++) {
		const run = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value)).join('')
		if (!/^\p{Nd}{10}$/u.test(run) || /^\p{Nd}$/u.test(String.fromCodePoint(Math.max(0, zero - 1)))) continue
		const typed = digits.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
		expect(readWords(typed, 'return', english), `U+${zero.toString(16)}`).toEqual(ok(secret))
	}
})

describe('how it was typed does not matter', () => {
	const styles: [string, (words: string[]) => string][] = [
		['in capitals', (words) => words.join(' ').toUpperCase()],
		['with order numbers', (words) => words.map((word, at) => `${at + 1}. ${word}`).join('\n')],
		[
			'with order numbers of Arabic script',
			(words) => words.map((word, at) => `${'١٢٣٤٥٦٧٨٩'[at] ?? '٠'}) ${word}`).join(' '),
		],
		['with commas and hyphens', (words) => words.join(', ').replace(',', ' -')],
		['with tabs and line breaks', (words) => `\n\t${words.join(' \n ')}\n`],
		['in another Unicode form', (words) => words.join(' ').normalize('NFD')],
		['without accents', (words) => words.join(' ').normalize('NFD').replace(/\p{M}/gu, '')],
		['with marks phones add', (words) => words.map((word) => `\u200f${word}\u200e`).join(' ')],
		[
			'with soft hyphens inside',
			(words) => words.map((word) => `${word.slice(0, 2)}\u00ad${word.slice(2)}`).join(' '),
		],
		['with spaces nobody sees', (words) => words.join('\u200b')],
	]

	test.each(styles)('%s', (_, typed) => {
		fc.assert(
			fc.property(anyKind, anySecret, anyList, (kind, random, list) => {
				const secret = newSecret(kind, random)
				expect(readWords(typed(toWords(secret, kind, list)), kind, list)).toEqual(ok(secret))
			}),
			{ numRuns: 30 },
		)
	})

	test('Chinese needs no spaces', () => {
		const list = lists.find(({ language }) => language === 'zh')!
		const secret = newSecret('return', new Uint8Array(32).fill(9))
		expect(readWords(toWords(secret, 'return', list).join(''), 'return', list)).toEqual(ok(secret))
	})

	test('four letters are enough where only one word begins so', () => {
		fc.assert(
			fc.property(anySecret, (random) => {
				const secret = newSecret('sheet', random)
				const short = toWords(secret, 'sheet', english).map((word) => word.slice(0, 4))
				expect(readWords(short.join(' '), 'sheet', english)).toEqual(ok(secret))
			}),
			{ numRuns: 30 },
		)
	})
})

describe('mistakes are caught before any request', () => {
	/** One word of the list in the place of another, written as digits to be quick. */
	function withWord(secret: Uint8Array, at: number, shift: number): string {
		const value = BigInt(toDigits(secret, 'return').join(''))
		const low = BigInt(11 * at)
		const word = (value >> low) & 2047n
		const other = (word + BigInt(shift)) % 2048n
		return (value + ((other - word) << low)).toString().padStart(30, '0')
	}

	test('at least 995 of 1,000 wrong words', () => {
		let caught = 0
		const tried = 40_000
		for (let run = 0; run < tried; run++) {
			const secret = newSecret(
				'return',
				Uint8Array.from({ length: 32 }, (_, at) => (run * 7919 + at * 104_729) >> (at % 13)),
			)
			if (!readWords(withWord(secret, run % 9, 1 + ((run * 31) % 2047)), 'return', english).ok) caught++
		}
		expect(caught / tried).toBeGreaterThanOrEqual(0.995)
	})

	test('a wrong word is named by its place', () => {
		const words = toWords(newSecret('return', new Uint8Array(32).fill(3)), 'return', english)
		expect(readWords(words.with(4, 'xyzzy').join(' '), 'return', english)).toEqual({
			ok: false,
			because: 'unknown-word',
			at: 4,
		})
	})

	test('a word missing or too many, a digit missing or too many', () => {
		const secret = newSecret('return', new Uint8Array(32).fill(3))
		const words = toWords(secret, 'return', english)
		const digits = toDigits(secret, 'return').join('')
		const because = (typed: string) => readWords(typed, 'return', english)
		expect(because(words.slice(1).join(' '))).toEqual({ ok: false, because: 'too-few' })
		expect(because([...words, 'zoo'].join(' '))).toEqual({ ok: false, because: 'too-many' })
		expect(because(digits.slice(1))).toEqual({ ok: false, because: 'too-few' })
		expect(because(`${digits}0`)).toEqual({ ok: false, because: 'too-many' })
		expect(because('9'.repeat(30))).toEqual({ ok: false, because: 'typo' })
		expect(because('')).toEqual({ ok: false, because: 'too-few' })
	})

	test('anything at all is answered, never thrown', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 300 }), anyKind, anyList, (typed, kind, list) => {
				expect(readWords(typed, kind, list).ok).toBe(false)
			}),
		)
	})
})

test('one kind never passes for another', () => {
	fc.assert(
		fc.property(anyKind, anyKind, anySecret, (made, asked, random) => {
			if (made === asked) return
			const secret = newSecret(made, random)
			expect(readWords(toDigits(secret, made).join(' '), asked, english).ok).toBe(false)
			expect(readWords(toWords(secret, made, english).join(' '), asked, english).ok).toBe(false)
		}),
		{ numRuns: 300 },
	)
})

test('words of one language are not words of another', () => {
	const secret = newSecret('return', new Uint8Array(32).fill(21))
	for (const { language, words } of lists)
		for (const other of lists)
			if (language !== other.language)
				expect(readWords(toWords(secret, 'return', { language, words }).join(' '), 'return', other).ok).toBe(
					false,
				)
})

test('a list that is not whole makes no words', () => {
	const short = { language: 'en' as const, words: english.words.slice(1) }
	expect(() => toWords(newSecret('return', new Uint8Array(32)), 'return', short)).toThrow(RangeError)
})
