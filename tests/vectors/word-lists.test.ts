import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import arabic from '#content/ar/words/return-words.json' with { type: 'json' }
import russian from '#content/ru/words/return-words.json' with { type: 'json' }
import { foldWord, type WordLanguage } from '#vault/folding.ts'

const texts: Record<WordLanguage, string> = {
	en: `${english.join('\n')}\n`,
	fr: `${french.join('\n')}\n`,
	es: `${spanish.join('\n')}\n`,
	ar: `${arabic.join('\n')}\n`,
	ru: `${russian.join('\n')}\n`,
	zh: `${chinese.join('\n')}\n`,
}

/**
 * SHA-256 of each list: UTF-8, one word a line, each line ended. A released list is read for ever, so these
 * never change. Those of en, fr, es and zh are also the digests of the files published with BIP-39.
 */
const FROZEN: Record<WordLanguage, string> = {
	en: '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
	fr: 'ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59',
	es: '46846a5a0139d1e3cb77293e521c2865f7bcdb82c44e8d0a06a2cd0ecba48c0b',
	ar: '96dd73cf7fde090cf76623cffde6f6f0ee098848b49928ad3239480ac3d58031',
	ru: '6ebf090c4fb5ec71e9dd4fe3c174a646a0cdfb7ddb3b0d50d22c5798fbfb48a1',
	zh: '5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726',
}

const languages: WordLanguage[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

const LETTERS = { ar: /^[ء-غف-ي]{3,8}$/u, ru: /^[а-яё]{3,8}$/u }

function wordsOf(language: WordLanguage): string[] {
	return texts[language].trimEnd().split('\n')
}

function foldedWordsOf(language: WordLanguage): string[] {
	return wordsOf(language).map((word) => foldWord(word, language))
}

/** Whether one letter put in, left out, replaced, or two neighbours swapped make one word the other. */
function withinOneSlip(one: string, other: string): boolean {
	const [short, long] = one.length <= other.length ? [one, other] : [other, one]
	if (long.length - short.length > 1) return false
	let same = 0
	while (same < short.length && short[same] === long[same]) same++
	if (short.length < long.length) return short.slice(same) === long.slice(same + 1)
	const swapped = short[same] === long[same + 1] && short[same + 1] === long[same]
	return (
		short.slice(same + 1) === long.slice(same + 1) ||
		(swapped && short.slice(same + 2) === long.slice(same + 2))
	)
}

function pairsThat(near: (one: string, other: string) => boolean, words: string[]): string[] {
	return words.flatMap((one, place) =>
		words
			.slice(place + 1)
			.filter((other) => near(one, other))
			.map((other) => `${one} ~ ${other}`),
	)
}

describe.each(languages)('the return words of %s', (language) => {
	test('are 2,048', () => {
		expect(wordsOf(language)).toHaveLength(2048)
	})

	test('stay 2,048 different words for a person who types no accents', () => {
		const seen = new Map<string, string>()
		const clashes = wordsOf(language).flatMap((word) => {
			const folded = foldWord(word, language)
			const earlier = seen.get(folded)
			seen.set(folded, word)
			return earlier === undefined ? [] : [`${earlier} = ${word}`]
		})
		expect(clashes).toEqual([])
	})

	test('keep the order in which people were given them', () => {
		expect(createHash('sha256').update(texts[language]).digest('hex')).toBe(FROZEN[language])
	})
})

describe.each(['ar', 'ru'] as const)('our own list of %s', (language) => {
	test('has lower-case letters only, composed, without marks or tatweel', () => {
		expect(texts[language]).toBe(texts[language].normalize('NFC'))
		expect(wordsOf(language).filter((word) => !LETTERS[language].test(word))).toEqual([])
	})

	test('has no two words that one slip of the finger confuses', () => {
		expect(pairsThat(withinOneSlip, foldedWordsOf(language))).toEqual([])
	})

	test('has no word that is finished before another one is', () => {
		const begins = (one: string, other: string) => one.startsWith(other) || other.startsWith(one)
		expect(pairsThat(begins, foldedWordsOf(language))).toEqual([])
	})
})

test('four letters are enough to tell a Russian word', () => {
	const beginnings = foldedWordsOf('ru').map((word) => word.slice(0, 4))
	expect(new Set(beginnings).size).toBe(2048)
})

test('a Chinese word of the list folds to itself', () => {
	expect(foldedWordsOf('zh')).toEqual(chinese)
})

test.each([
	['кот', 'кит', 'a letter replaced'],
	['кот', 'крот', 'a letter put in'],
	['кот', 'от', 'a letter left out'],
	['кот', 'кто', 'neighbours swapped'],
	['кот', 'кот', 'nothing at all'],
])('%s and %s count as near: %s', (one, other) => {
	expect(withinOneSlip(one, other)).toBe(true)
})

test('two slips apart is far enough', () => {
	expect(withinOneSlip('кот', 'рис')).toBe(false)
	expect(withinOneSlip('кот', 'отк')).toBe(false)
	expect(withinOneSlip('кот', 'которая')).toBe(false)
})
