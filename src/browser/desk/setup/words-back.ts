import { sameBytes } from '#browser/desk/new-member.ts'
import { foldWord } from '#vault/folding.ts'
import { readWords, type WordList, type WordsKind, type WordsRead } from '#vault/words.ts'

export type WordsBack =
	| { ok: true }
	| { ok: false; because: 'empty' | Exclude<Extract<WordsRead, { ok: false }>['because'], 'unknown-word'> }
	| { ok: false; because: 'unknown-word'; at: number }
	| { ok: false; because: 'other-words' }

/** Whether the words typed from a paper are the words of this secret. */
export function wordsBack(typed: string, secret: Uint8Array, kind: WordsKind, list: WordList): WordsBack {
	if (typed.trim() === '') return { ok: false, because: 'empty' }
	const read = readWords(typed, kind, list)
	if (!read.ok) return read
	return sameBytes(read.secret, secret) ? { ok: true } : { ok: false, because: 'other-words' }
}

/** Whether one word was typed as printed; case and accents do not matter. */
export function isWord(typed: string, word: string, { language }: WordList): boolean {
	return foldWord(typed.trim(), language) === foldWord(word, language)
}
