/** The languages that have a list of return words. */
export type WordLanguage = 'en' | 'fr' | 'es' | 'ar' | 'ru' | 'zh'

/** Tatweel only stretches a line; it is a letter to Unicode and nothing to a reader. */
const TATWEEL = /\u{640}/gu

/** Harakat, accents, hamza seats, the breve of й: everything NFKD splits from its letter. */
const MARKS = /\p{M}/gu

/** Joiners, direction marks and soft hyphens, which phones add to pasted text and nobody sees. */
const INVISIBLE = /\p{Cf}/gu

/**
 * Letters that people exchange and that stay apart after marks are gone: those of hurried Arabic
 * (ٱ ى ة), those a Persian, Kurdish or Urdu keyboard sends in their place (ی ک ھ ہ ە), and the Russian
 * ъ, which phones hide behind a long press on ь.
 */
const EXCHANGED = {
	ar: new Map([
		['ٱ', 'ا'],
		['ى', 'ي'],
		['ة', 'ه'],
		['ی', 'ي'],
		['ک', 'ك'],
		['ھ', 'ه'],
		['ہ', 'ه'],
		['ە', 'ه'],
	]),
	ru: new Map([['ъ', 'ь']]),
} satisfies Partial<Record<WordLanguage, Map<string, string>>>

/**
 * Gives the form in which two spellings of the same return word are equal: case, accents, tatweel,
 * harakat, hamza seats and dots that people leave out no longer count. For comparing only, never for
 * showing: accents are part of spelling.
 *
 * By language, beyond case and marks: Arabic إ أ آ ٱ → ا, ى → ي, ة → ه, ؤ → و, ئ → ي; Russian ё → е,
 * й → и, ъ → ь; French, Spanish and English lose their accents (ñ → n); a Chinese character of a list
 * folds to itself. The compatibility forms of Unicode (UAX #15, NFKD) fold to plain letters in all.
 *
 * @param typed one word, in any Unicode form; spaces and punctuation are kept as they are
 * @param language whose list the word comes from
 */
export function foldWord(typed: string, language: WordLanguage): string {
	const plain = typed
		.normalize('NFKD')
		.toLowerCase()
		.replace(MARKS, '')
		.replace(INVISIBLE, '')
		.replace(TATWEEL, '')
	if (language !== 'ar' && language !== 'ru') return plain
	const exchanged = EXCHANGED[language]
	return Array.from(plain, (letter) => exchanged.get(letter) ?? letter).join('')
}
