import { wordListOf } from '#browser/word-lists.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { readWords, type WordsKind, type WordsRead } from '#vault/words.ts'

/** Reads words of a printed sheet, which may have been printed in another language than the page now speaks. */
export async function readInAnyLanguage(
	typed: string,
	kind: WordsKind,
	language: Language,
): Promise<WordsRead> {
	const first = readWords(typed, kind, await wordListOf(language))
	if (first.ok || first.because !== 'unknown-word') return first
	for (const other of LANGUAGES) {
		const read = readWords(typed, kind, await wordListOf(other))
		if (read.ok) return read
	}
	return first
}
