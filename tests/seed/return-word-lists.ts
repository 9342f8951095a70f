import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import arabic from '#content/ar/words/return-words.json' with { type: 'json' }
import russian from '#content/ru/words/return-words.json' with { type: 'json' }
import type { WordList } from '#vault/words.ts'

/** The lists of the six languages. */
export const lists: readonly WordList[] = [
	{ language: 'en', words: english },
	{ language: 'fr', words: french },
	{ language: 'es', words: spanish },
	{ language: 'ar', words: arabic },
	{ language: 'ru', words: russian },
	{ language: 'zh', words: chinese },
]
