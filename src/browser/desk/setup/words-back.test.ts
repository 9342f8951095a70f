import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sheetOf } from '#browser/desk/setup/sheet.ts'
import { isWord, wordsBack } from '#browser/desk/setup/words-back.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { newSecret } from '#vault/words.ts'

const list = await wordListOf('fr')
const random = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('the words of a paper are recognised as words and as digits', () => {
	fc.assert(
		fc.property(random, fc.constantFrom('sheet', 'recovery', 'root'), (bytes, kind) => {
			const secret = newSecret(kind, bytes)
			const { words, digits } = sheetOf(kind, secret, list)
			expect(wordsBack(words.join('\n'), secret, kind, list)).toEqual({ ok: true })
			expect(wordsBack(digits.join(' '), secret, kind, list)).toEqual({ ok: true })
		}),
	)
})

test('a paper of another member, a missing word and an empty field are told apart', () => {
	const [mine, other] = [
		newSecret('sheet', new Uint8Array(32).fill(1)),
		newSecret('sheet', new Uint8Array(32).fill(2)),
	]
	const words = sheetOf('sheet', other, list).words
	expect(wordsBack(words.join(' '), mine, 'sheet', list)).toEqual({ ok: false, because: 'other-words' })
	expect(wordsBack(words.slice(1).join(' '), mine, 'sheet', list)).toEqual({ ok: false, because: 'too-few' })
	expect(wordsBack('', mine, 'sheet', list)).toEqual({ ok: false, because: 'empty' })
	expect(wordsBack(['xyz', ...words.slice(1)].join(' '), mine, 'sheet', list)).toEqual({
		ok: false,
		because: 'unknown-word',
		at: 0,
	})
})

test('one word asked back may lack its accents and not its letters', () => {
	expect(isWord(' ABAISSER', 'abaisser', list)).toBe(true)
	expect(isWord('ecole', 'école', list)).toBe(true)
	expect(isWord('abaisse', 'abaisser', list)).toBe(false)
})
