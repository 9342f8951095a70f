import type { Language } from '#domain/languages.ts'
import type { WordList } from '#vault/words.ts'

// Each list is a chunk of its own: a person downloads the words of one language and no other.
const LISTS: Record<Language, () => Promise<readonly string[]>> = {
	en: async () => (await import('@scure/bip39/wordlists/english.js')).wordlist,
	fr: async () => (await import('@scure/bip39/wordlists/french.js')).wordlist,
	es: async () => (await import('@scure/bip39/wordlists/spanish.js')).wordlist,
	ar: async () => (await import('#content/ar/words/return-words.json', { with: { type: 'json' } })).default,
	ru: async () => (await import('#content/ru/words/return-words.json', { with: { type: 'json' } })).default,
	zh: async () => (await import('@scure/bip39/wordlists/simplified-chinese.js')).wordlist,
}

/** The 2,048 words a language writes its secrets with, in the form people type and paste (NFC). */
export async function wordListOf(language: Language): Promise<WordList> {
	const words = await LISTS[language]()
	return { language, words: words.map((word) => word.normalize('NFC')) }
}
