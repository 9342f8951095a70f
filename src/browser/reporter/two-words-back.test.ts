import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { twoPlaces } from '#browser/reporter/two-places.ts'
import { isGroupBack, isWordBack } from '#browser/reporter/two-words-back.ts'

const anyWord = fc.constantFrom(...french)

test('every pair of places can be asked, never the same place twice', () => {
	const seen = new Set<string>()
	for (let one = 0; one < 9; one++)
		for (let other = 0; other < 8; other++) {
			const answers = [one, other]
			const [first, second] = twoPlaces(9, () => answers.shift() ?? 0)
			expect(first).toBeLessThan(second)
			seen.add(`${String(first)} ${String(second)}`)
		}
	expect(seen.size).toBe(36)
})

test('a word is known again in capitals, without accents, with spaces around it', () => {
	fc.assert(
		fc.property(anyWord, (word) => {
			const bare = word.normalize('NFD').replace(/\p{M}/gu, '')
			expect(isWordBack(` ${bare.toUpperCase()} `, word, 'fr')).toBe(true)
		}),
	)
})

test('another word of the list is never taken for the one asked', () => {
	fc.assert(
		fc.property(anyWord, anyWord, (typed, word) => {
			fc.pre(typed !== word && !word.startsWith(typed))
			expect(isWordBack(typed, word, 'fr')).toBe(false)
		}),
	)
})

test('nothing, or one letter, is no answer', () => {
	expect(isWordBack('', 'domaine', 'fr')).toBe(false)
	expect(isWordBack('d', 'domaine', 'fr')).toBe(false)
})

test('a Chinese word is one character', () => {
	expect(isWordBack('的', '的', 'zh')).toBe(true)
	expect(isWordBack('一', '的', 'zh')).toBe(false)
})

test('a group of digits is known again in Arabic digits, and a wrong one is not', () => {
	expect(isGroupBack('٠٢٧', '027')).toBe(true)
	expect(isGroupBack(' 027 ', '027')).toBe(true)
	expect(isGroupBack('27', '027')).toBe(false)
	expect(isGroupBack('', '027')).toBe(false)
})
