import { checkWords } from '#vault/outside/check-words.ts'
import type { Language } from '#domain/languages.ts'
import { toDigits, toWords, type WordList, type WordsKind } from '#vault/words.ts'

/** The papers a member or a team keeps. */
export type SheetKind = Exclude<WordsKind, 'return' | 'share'>

export type Sheet = { kind: SheetKind; language: Language; words: string[]; digits: string[] }

/** A secret as it is printed: words of the page's language, and digits for every other. */
export function sheetOf(kind: SheetKind, secret: Uint8Array, list: WordList): Sheet {
	const words = toWords(secret, kind, list)
	return { kind, language: list.language, words, digits: toDigits(secret, kind) }
}

/** The eight words that tell this team from any other, in the page's language. */
export function teamCheckWords(desk: string, list: WordList): string[] {
	return checkWords(desk, list.words)
}
