import { readFileSync } from 'node:fs'
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import type { WordList } from '#vault/words.ts'

function own(language: 'ar' | 'ru'): string[] {
	const file = new URL(`../../content/${language}/words/return-words.txt`, import.meta.url)
	return readFileSync(file, 'utf8').trimEnd().split('\n')
}

/** The lists of the six languages. */
export const lists: readonly WordList[] = [
	{ language: 'en', words: english },
	{ language: 'fr', words: french },
	{ language: 'es', words: spanish },
	{ language: 'ar', words: own('ar') },
	{ language: 'ru', words: own('ru') },
	{ language: 'zh', words: chinese },
]
