import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalPassphrase, isSamePassphrase, newPassphrase } from '#browser/desk/passphrase.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { LANGUAGES } from '#domain/languages.ts'

const numbers = fc.uint32Array({ minLength: 6, maxLength: 6 }).map((array) => new Uint32Array(array))

test.each(LANGUAGES)('six words drawn in %s are recognised however they are typed', async (language) => {
	const list = await wordListOf(language)
	fc.assert(
		fc.property(numbers, (random) => {
			const drawn = newPassphrase(list, random)
			expect(drawn.split(' ')).toHaveLength(6)
			const typed = `  ${drawn.toUpperCase().normalize('NFD').replaceAll(' ', ' -  ')} `
			expect(isSamePassphrase(typed, drawn)).toBe(true)
		}),
	)
})

test.each(LANGUAGES)('no two words of the list in %s are taken for each other', async (language) => {
	const { words } = await wordListOf(language)
	expect(new Set(words.map(canonicalPassphrase)).size).toBe(words.length)
})

test('the form a passphrase is stretched in does not change when it is taken again', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
			const once = canonicalPassphrase(typed)
			expect(canonicalPassphrase(once)).toBe(once)
		}),
	)
})

test('another word, or the same words in another order, is another passphrase', () => {
	expect(
		isSamePassphrase('make fan afford spend situate fellow', 'make fan afford spend situate follow'),
	).toBe(false)
	expect(
		isSamePassphrase('fan make afford spend situate follow', 'make fan afford spend situate follow'),
	).toBe(false)
})

test('Chinese words need no spaces between them', () => {
	expect(isSamePassphrase('的一是在不了', '的 一 是 在 不 了')).toBe(true)
})
