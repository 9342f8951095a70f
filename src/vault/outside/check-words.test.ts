import { bytesToHex } from '@noble/hashes/utils.js'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkWords } from '#vault/outside/check-words.ts'

const anchors = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytesToHex)

test('a printed set of words stays right for ever', () => {
	expect(checkWords('ab'.repeat(32), wordlist)).toEqual([
		'kiss',
		'control',
		'arrive',
		'pencil',
		'glimpse',
		'all',
		'roof',
		'grief',
	])
})

test('two teams never show the same words', () => {
	fc.assert(
		fc.property(anchors, anchors, (one, other) => {
			fc.pre(one !== other)
			expect(checkWords(one, wordlist)).not.toEqual(checkWords(other, wordlist))
		}),
	)
})

test('the words stand for the same numbers in every list', () => {
	const reversed = wordlist.toReversed()
	fc.assert(
		fc.property(anchors, (anchor) => {
			const places = (list: readonly string[]) => checkWords(anchor, list).map((word) => list.indexOf(word))
			expect(places(reversed)).toEqual(places(wordlist))
		}),
	)
})

test('a list of another length is refused instead of giving other words', () => {
	expect(() => checkWords('ab'.repeat(32), wordlist.slice(1))).toThrow(RangeError)
})
