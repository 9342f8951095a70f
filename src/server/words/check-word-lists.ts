import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import type { Language } from '#domain/languages.ts'
import arabic from '#content/ar/words/return-words.json' with { type: 'json' }
import russian from '#content/ru/words/return-words.json' with { type: 'json' }

const LISTS: Record<Language, readonly string[]> = {
	en: english,
	fr: french,
	es: spanish,
	ar: arabic,
	ru: russian,
	zh: chinese,
}

/** The 2,048 words that stand for 11 bits each in this language, as people write them. */
export function wordListOf(language: Language): readonly string[] {
	return LISTS[language].map((word) => word.normalize('NFC'))
}
