import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slowTries } from '../../../tests/fuzz/how-many.ts'
import { lists } from '../../../tests/seed/return-word-lists.ts'
import { wordsInCard } from '#browser/reporter/thread-card.ts'
import { nearestWords, readTypedWords, slipsBetween } from '#browser/reporter/thread-words.ts'
import type { WordLanguage } from '#vault/folding.ts'
import { newSecret, toDigits, toWords, type WordList } from '#vault/words.ts'

function listOf(language: WordLanguage): WordList {
	const list = lists.find((one) => one.language === language)
	if (list === undefined) throw new RangeError(language)
	return list
}

const load = (language: WordLanguage) => Promise.resolve(listOf(language))

const anySecret = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((random) => newSecret('return', random))
const anyLanguage = fc.constantFrom<WordLanguage>('en', 'fr', 'es', 'ar', 'ru', 'zh')

test('a person reads their words in any language, on a page of any language', async () => {
	await fc.assert(
		fc.asyncProperty(anySecret, anyLanguage, anyLanguage, async (secret, written, page) => {
			const words = toWords(secret, 'return', listOf(written)).join(' ')
			expect(await readTypedWords(words, page, load)).toEqual({ ok: true, secret })
		}),
		slowTries(60),
	)
})

test('numbers in the digits of any script need no word list of their own', async () => {
	const arabicIndic = (digits: string) =>
		Array.from(digits, (digit) =>
			/\d/.test(digit) ? String.fromCodePoint(0x660 + Number(digit)) : digit,
		).join('')
	await fc.assert(
		fc.asyncProperty(anySecret, anyLanguage, async (secret, page) => {
			const digits = toDigits(secret, 'return').join(' ')
			expect(await readTypedWords(digits, page, load)).toEqual({ ok: true, secret })
			expect(await readTypedWords(arabicIndic(digits), page, load)).toEqual({ ok: true, secret })
		}),
		{ numRuns: 40 },
	)
})

test('one wrong letter in one word is found in its place, and the suggestions lead back', async () => {
	const english = listOf('en')
	await fc.assert(
		fc.asyncProperty(anySecret, fc.nat(8), fc.nat(20), async (secret, at, letter) => {
			const words = toWords(secret, 'return', english)
			const right = words[at] ?? ''
			const place = letter % right.length
			const wrong = `${right.slice(0, place)}q${right.slice(place + 1)}`
			fc.pre(!english.words.includes(wrong))
			const read = await readTypedWords(words.with(at, wrong).join(' '), 'fr', load)
			if (read.ok || read.because !== 'unknown-word') throw new Error(`${wrong} passed for a word`)
			expect([read.at, read.word]).toEqual([at, wrong])
			expect(read.nearest.length === 3 || read.nearest.includes(right)).toBe(true)
		}),
		slowTries(60),
	)
})

test('a dropped, doubled, changed or swapped letter leads back to the word that was meant', () => {
	const english = listOf('en')
	expect(nearestWords('abandn', english)).toContain('abandon')
	expect(nearestWords('abbandon', english)).toContain('abandon')
	expect(nearestWords('adandon', english)).toContain('abandon')
	expect(nearestWords('abnadon', english)).toContain('abandon')
	expect(nearestWords('kitchne', english)[0]).toBe('kitchen')
	expect(nearestWords('xylophonist', english)).toEqual([])
})

test('a slip in a word of another language than the page is mended in that language', async () => {
	expect(await readTypedWords('abandon kitchne', 'fr', load)).toMatchObject({ at: 1, nearest: ['kitchen'] })
})

test('the distance between two words does not depend on which was typed', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom('a', 'b', 'c')),
			fc.array(fc.constantFrom('a', 'b', 'c')),
			(one, other) => {
				expect(slipsBetween(one, other)).toBe(slipsBetween(other, one))
				expect(slipsBetween(one, one)).toBe(0)
			},
		),
	)
})

test('two words in the wrong order, or another word of the list, are called a slip', async () => {
	const words = toWords(
		newSecret(
			'return',
			Uint8Array.from({ length: 12 }, (_, at) => at * 17),
		),
		'return',
		listOf('en'),
	)
	const [first = '', second = '', ...rest] = words
	expect(await readTypedWords([second, first, ...rest].join(' '), 'en', load)).toEqual({
		ok: false,
		because: 'typo',
	})
	expect(await readTypedWords(rest.join(' '), 'en', load)).toEqual({ ok: false, because: 'too-few' })
	expect(await readTypedWords(` \n`, 'en', load)).toEqual({ ok: false, because: 'empty' })
})

test('a team member who types a recovery sheet here is told that it is of another kind', async () => {
	const sheet = newSecret(
		'sheet',
		Uint8Array.from({ length: 16 }, (_, at) => at * 13),
	)
	const typed = toWords(sheet, 'sheet', listOf('fr')).join(' ')
	expect(await readTypedWords(typed, 'ru', load)).toEqual({ ok: false, because: 'not-return-words' })
})

test('only lists that can hold the typed letters are loaded, the page’s own first', async () => {
	const loaded: WordLanguage[] = []
	const watching = (language: WordLanguage) => {
		loaded.push(language)
		return load(language)
	}
	await readTypedWords('слово не из списка', 'fr', watching)
	expect(loaded.splice(0)).toEqual(['ru'])
	await readTypedWords('not theese words', 'es', watching)
	expect(loaded.splice(0)).toEqual(['es', 'en', 'fr'])
	await readTypedWords('١٢٣', 'ar', watching)
	expect(loaded).toEqual(['ar'])
})

test('a saved card is read by its numbers, whatever else stands on it', async () => {
	await fc.assert(
		fc.asyncProperty(anySecret, anyLanguage, async (secret, language) => {
			const words = toWords(secret, 'return', listOf(language))
			const card = [
				...words.map((word, at) => `${at + 1}. ${word}`),
				'',
				toDigits(secret, 'return').join(' '),
				'',
			].join('\r\n')
			expect(await readTypedWords(wordsInCard(card), 'en', load)).toEqual({ ok: true, secret })
		}),
		{ numRuns: 30 },
	)
})
