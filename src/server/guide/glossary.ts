import { glossaryTexts, type Term } from '#contract/library-texts.ts'
import { readPage } from '#contract/read-page.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { guideFile } from '#server/guide/guide-file.ts'

export type GlossaryTerm = Term & { id: string }

const glossaries = new Map(
	LANGUAGES.map((language) => {
		const terms = Object.entries(
			readPage(glossaryTexts, `${language}/guide/glossary`, guideFile(language, 'glossary')),
		)
		return [
			language,
			terms
				.map(([id, term]) => ({ ...term, id }))
				.sort((one, other) => one.term.localeCompare(other.term, language)),
		]
	}),
)

/** Words of the field with what they mean, sorted as readers sort. */
export function glossaryIn(language: Language): readonly GlossaryTerm[] {
	const found = glossaries.get(language)
	if (found === undefined) throw new RangeError(`no glossary in ${language}`)
	return found
}
