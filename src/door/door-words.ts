import { readFileSync } from 'node:fs'
import type { Language } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The texts of a page of the door, in one language. */
export type DoorWords = Pick<InterfaceWords, 'common' | 'plain' | 'tell' | 'return' | 'refusals'> & {
	reasons: InterfaceWords['pages']['why']['reasons']
}

/** Reads texts from the disk: nothing bundles this process. A test holds all languages to the keys of English. */
export function doorWords(language: Language): DoorWords {
	return {
		common: wordsOf(language, 'common'),
		plain: wordsOf(language, 'plain'),
		tell: wordsOf(language, 'tell'),
		return: wordsOf(language, 'return'),
		refusals: wordsOf(language, 'refusals'),
		reasons: wordsOf(language, 'pages').why.reasons,
	}
}

export function wordsOf<Part extends keyof InterfaceWords>(
	language: Language,
	part: Part,
): InterfaceWords[Part] {
	const file = new URL(`../../content/${language}/interface/${part}.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as InterfaceWords[Part]
}
