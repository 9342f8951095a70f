import type { Correction } from '#contract/corrections.ts'
import { mechanismText, type MechanismDetails, type MechanismText } from '#contract/guide-texts.ts'
import { readPage } from '#contract/read-page.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { correctedFile, guideFile } from '#server/guide/guide-file.ts'

const texts = new Map(
	LANGUAGES.flatMap((language) =>
		mechanisms.map(
			({ id }) =>
				[`${language}/${id}`, readText(language, id, guideFile(language, `mechanisms/${id}`))] as const,
		),
	),
)

/** What is said of a mechanism. Every one is written in the six languages. */
export function mechanismTextOf(
	language: Language,
	id: string,
	corrections: readonly Correction[] = [],
): MechanismText {
	const published = texts.get(`${language}/${id}`)
	if (published === undefined) throw new RangeError(`no text on ${id} in ${language}`)
	const read = (file: unknown) => readText(language, id, file)
	return correctedFile(language, `mechanisms/${id}`, corrections, { published, read })
}

/** The second and third layer in this language; else in the languages in which they are written. */
export function detailsOf(
	language: Language,
	id: string,
	corrections: readonly Correction[] = [],
): { written: MechanismDetails } | { writtenIn: readonly Language[] } {
	const written = mechanismTextOf(language, id, corrections).details
	if (written !== undefined) return { written }
	return { writtenIn: LANGUAGES.filter((other) => mechanismTextOf(other, id).details !== undefined) }
}

function readText(language: Language, id: string, file: unknown): MechanismText {
	return readPage(mechanismText, `${language}/guide/mechanisms/${id}`, file)
}
