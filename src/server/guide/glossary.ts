import * as v from 'valibot'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { guideFile } from '#server/guide/guide-file.ts'

const text = v.pipe(v.string(), v.trim(), v.nonEmpty())
const glossary = v.record(v.string(), v.strictObject({ term: text, forms: v.array(text), says: text }))

/** A word of the field, and what it means. */
export type GlossaryWord = { id: string; term: string; says: string }

const words = new Map(
	LANGUAGES.map((language) => [language, v.parse(glossary, guideFile(language, 'glossary'))]),
)

/** The words the guide explains, sorted as readers of the language sort. */
export function glossaryIn(language: Language): readonly GlossaryWord[] {
	return Object.entries(words.get(language) ?? {})
		.map(([id, { term, says }]) => ({ id, term, says }))
		.sort((one, other) => one.term.localeCompare(other.term, language))
}
