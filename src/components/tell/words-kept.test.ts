import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptText } from '#components/tell/words-kept.ts'
import { newSecret, readWords, toDigits, toWords } from '#vault/words.ts'

const list = { language: 'en', words: english } as const

test('the small file opens the way back, and says nothing about what it is for', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
			const secret = newSecret('return', random)
			const text = keptText({ words: toWords(secret, 'return', list), groups: toDigits(secret, 'return') })
			expect(readWords(text, 'return', list)).toEqual({ ok: true, secret })
			expect(text).toMatch(/^(\d\. [a-z]+\r\n){9}\r\n(\d{3} ?){10}\r\n$/)
		}),
	)
})
