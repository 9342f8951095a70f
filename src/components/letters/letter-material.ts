import {
	countriesIn,
	fetchFacts,
	findIn,
	type FindWords,
	lettersIn,
	screenIn,
	type ScreenWords,
} from '#components/letters/letter-files.ts'
import { sayDay } from '#components/say.ts'
import type { Facts } from '#domain/finder/facts.ts'
import type { Language } from '#domain/languages.ts'
import type { LetterWords } from '#domain/letters/compose-letter.ts'
import type { LetterLanguage } from '#domain/letters/letter-items.ts'

/** Everything a page needs to make a letter, whatever the person then answers: nothing is fetched afterwards. */
export type LetterMaterial = {
	screen: ScreenWords
	find: FindWords
	/** In the order of the reader's language. */
	countries: readonly { code: string; name: string }[]
	letters: Readonly<Record<LetterLanguage, LetterWords>>
	facts: Facts
}

/** @throws TypeError when something did not arrive */
export async function fetchMaterial(language: Language): Promise<LetterMaterial> {
	const [screen, find, names, facts, en, fr, es] = await Promise.all([
		screenIn(language),
		findIn(language),
		countriesIn(language),
		fetchFacts(),
		letterWordsIn('en'),
		letterWordsIn('fr'),
		letterWordsIn('es'),
	])
	const countries = Object.entries(names)
		.map(([code, name]) => ({ code, name }))
		.sort((one, other) => one.name.localeCompare(other.name, language))
	return { screen, find, countries, letters: { en, fr, es }, facts }
}

/** The words of letters in one language, with the names the guide has. */
export async function letterWordsIn(language: LetterLanguage): Promise<LetterWords> {
	const [words, find, countries] = await Promise.all([
		lettersIn(language),
		findIn(language),
		countriesIn(language),
	])
	return {
		...words,
		language,
		values: {
			...words.values,
			topic: find.categories,
			by: find.doers,
			harm: find.harms,
			unBody: find.links,
		},
		sayDay: (day) => sayDay(day, language),
		sayCountry: (code) => countries[code] ?? code,
	}
}
