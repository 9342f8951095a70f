import en from '#content/en/letters.json' with { type: 'json' }
import es from '#content/es/letters.json' with { type: 'json' }
import fr from '#content/fr/letters.json' with { type: 'json' }
import type { LetterFile } from '#components/letters/letter-material.ts'
import type { Language } from '#domain/languages.ts'
import type { LetterTexts } from '#domain/letters/compose-letter.ts'
import type { LetterLanguage } from '#domain/letters/letter-items.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { finderFacts } from '#server/guide/facts.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

const WRITTEN = { en, fr, es }

/** What a browser needs to make letters, in the words of one language. */
export function letterFile(language: Language): LetterFile {
	const { questions, unanswered, yes, no, categories, doers, harms, links, remedies } = interfaceWords(
		language,
		'find',
	)
	const { closed, later, notes } = interfaceWords(language, 'found')
	return {
		screen: interfaceWords(language, 'letters'),
		find: {
			...{ questions, unanswered, yes, no, categories, doers, harms, links },
			...{ remedies, closed, later, notes },
		},
		countries: countryNames(language),
		texts: { en: textsIn('en'), fr: textsIn('fr'), es: textsIn('es') },
		countryNames: { en: namesIn('en'), fr: namesIn('fr'), es: namesIn('es') },
		facts: finderFacts,
	}
}

/** The texts of letters, with the names the finder has for subjects, authors, harms and bodies. */
function textsIn(language: LetterLanguage): LetterTexts {
	const written = WRITTEN[language]
	const { categories: topic, doers: by, harms: harm, links: unBody } = interfaceWords(language, 'find')
	return { ...written, language, values: { ...written.values, topic, by, harm, unBody } }
}

function namesIn(language: LetterLanguage): Readonly<Record<string, string>> {
	return Object.fromEntries(countryNames(language).map(({ code, name }) => [code, name]))
}
