import { paths } from '#components/paths.ts'
import { sayDay } from '#components/say.ts'
import type { Facts } from '#domain/finder/facts.ts'
import type { Language } from '#domain/languages.ts'
import type { LetterTexts, LetterWords } from '#domain/letters/compose-letter.ts'
import type { LetterLanguage } from '#domain/letters/letter-items.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

export type ScreenWords = InterfaceWords['letters']

/** Sentences of the finder a letter's page says too. */
export type FindWords = Pick<
	InterfaceWords['find'],
	'questions' | 'unanswered' | 'yes' | 'no' | 'categories' | 'doers' | 'harms' | 'links' | 'remedies'
> &
	Pick<InterfaceWords['found'], 'closed' | 'later' | 'notes'>

type Named = Readonly<Record<string, string>>

/**
 * Everything a page needs to make a letter, whatever is then answered: the words, and the facts of all States at once,
 * so that the server cannot see which one the letter is about.
 */
export type LetterFile = {
	screen: ScreenWords
	find: FindWords
	/** In the order of the reader's language. */
	countries: readonly { code: string; name: string }[]
	texts: Readonly<Record<LetterLanguage, LetterTexts>>
	countryNames: Readonly<Record<LetterLanguage, Named>>
	facts: Facts
}

export type LetterMaterial = LetterFile & { words: Readonly<Record<LetterLanguage, LetterWords>> }

/** What came is not what makes letters. */
export class MaterialUnreadable extends Error {
	override name = 'MaterialUnreadable'
}

/**
 * @returns null when the server does not have it now
 * @throws TypeError when the line is cut
 */
export async function fetchMaterial(language: Language): Promise<LetterMaterial | null> {
	const answer = await fetch(paths.letters(language))
	if (!answer.ok) return null
	const file: unknown = await answer.json()
	if (!isLetterFile(file)) throw new MaterialUnreadable(paths.letters(language))
	return materialOf(file)
}

export function materialOf(file: LetterFile): LetterMaterial {
	const words = (language: LetterLanguage): LetterWords => ({
		...file.texts[language],
		sayDay: (day) => sayDay(day, language),
		sayCountry: (code) => file.countryNames[language][code] ?? code,
	})
	return { ...file, words: { en: words('en'), fr: words('fr'), es: words('es') } }
}

/** What is in it was checked when pages were built. */
function isLetterFile(value: unknown): value is LetterFile {
	return typeof value === 'object' && value !== null && 'screen' in value && 'facts' in value
}
