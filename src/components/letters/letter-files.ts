import type enFind from '#content/en/interface/find.json'
import type enInterface from '#content/en/interface/letters.json'
import type enLetters from '#content/en/letters.json'
import type { Plural } from '#components/say.ts'
import { readFinderFacts } from '#contract/finder-facts.ts'
import type { Facts } from '#domain/finder/facts.ts'
import type { Language } from '#domain/languages.ts'
import type { LetterLanguage } from '#domain/letters/letter-items.ts'

// Each file is fetched when somebody makes a letter, and only in their languages: nobody else's page grows by it. All
// States come at once, so that the server cannot see which one the letter is about.

type Told<Content> = Promise<{ default: Content }>
type Notes = Omit<typeof enFind.notes, 'deadline-unknown'> & { 'deadline-unknown': Plural }

/** What the page says around a letter. */
export type ScreenWords = Omit<typeof enInterface, 'missingTitle'> & { missingTitle: Plural }
/** What the finder says: subjects, harms, reasons why something is closed. */
export type FindWords = Omit<typeof enFind, 'notes'> & { notes: Notes }
type Countries = Readonly<Record<string, string>>

const LETTERS: Record<LetterLanguage, () => Told<typeof enLetters>> = {
	en: () => import('#content/en/letters.json', { with: { type: 'json' } }),
	fr: () => import('#content/fr/letters.json', { with: { type: 'json' } }),
	es: () => import('#content/es/letters.json', { with: { type: 'json' } }),
}

const SCREEN: Record<Language, () => Told<ScreenWords>> = {
	en: () => import('#content/en/interface/letters.json', { with: { type: 'json' } }),
	fr: () => import('#content/fr/interface/letters.json', { with: { type: 'json' } }),
	es: () => import('#content/es/interface/letters.json', { with: { type: 'json' } }),
	ar: () => import('#content/ar/interface/letters.json', { with: { type: 'json' } }),
	ru: () => import('#content/ru/interface/letters.json', { with: { type: 'json' } }),
	zh: () => import('#content/zh/interface/letters.json', { with: { type: 'json' } }),
}

const FIND: Record<Language, () => Told<FindWords>> = {
	en: () => import('#content/en/interface/find.json', { with: { type: 'json' } }),
	fr: () => import('#content/fr/interface/find.json', { with: { type: 'json' } }),
	es: () => import('#content/es/interface/find.json', { with: { type: 'json' } }),
	ar: () => import('#content/ar/interface/find.json', { with: { type: 'json' } }),
	ru: () => import('#content/ru/interface/find.json', { with: { type: 'json' } }),
	zh: () => import('#content/zh/interface/find.json', { with: { type: 'json' } }),
}

const COUNTRIES: Record<Language, () => Told<Countries>> = {
	en: () => import('#content/en/guide/countries.json', { with: { type: 'json' } }),
	fr: () => import('#content/fr/guide/countries.json', { with: { type: 'json' } }),
	es: () => import('#content/es/guide/countries.json', { with: { type: 'json' } }),
	ar: () => import('#content/ar/guide/countries.json', { with: { type: 'json' } }),
	ru: () => import('#content/ru/guide/countries.json', { with: { type: 'json' } }),
	zh: () => import('#content/zh/guide/countries.json', { with: { type: 'json' } }),
}

export async function lettersIn(language: LetterLanguage): Promise<typeof enLetters> {
	return (await LETTERS[language]()).default
}

export async function screenIn(language: Language): Promise<ScreenWords> {
	return (await SCREEN[language]()).default
}

export async function findIn(language: Language): Promise<FindWords> {
	return (await FIND[language]()).default
}

export async function countriesIn(language: Language): Promise<Countries> {
	return (await COUNTRIES[language]()).default
}

export async function fetchFacts(): Promise<Facts> {
	const [mechanisms, acceptance] = await Promise.all([
		import('#content/facts/mechanisms.json', { with: { type: 'json' } }),
		import('#content/facts/acceptance.json', { with: { type: 'json' } }),
	])
	return readFinderFacts(mechanisms.default, acceptance.default)
}
