import * as v from 'valibot'
import { mechanismText, type MechanismDetails, type MechanismText } from '#contract/guide-texts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { guideFile } from '#server/guide/guide-file.ts'

const texts = new Map(
	LANGUAGES.flatMap((language) =>
		mechanisms.map(({ id }) => [`${language}/${id}`, readText(language, id)] as const),
	),
)

/** What is said of a mechanism. Every one is written in the six languages. */
export function mechanismTextOf(language: Language, id: string): MechanismText {
	const found = texts.get(`${language}/${id}`)
	if (found === undefined) throw new RangeError(`no text on ${id} in ${language}`)
	return found
}

/** The second and third layer in this language; else in the languages in which they are written. */
export function detailsOf(
	language: Language,
	id: string,
): { written: MechanismDetails } | { writtenIn: readonly Language[] } {
	const written = mechanismTextOf(language, id).details
	if (written !== undefined) return { written }
	return { writtenIn: LANGUAGES.filter((other) => mechanismTextOf(other, id).details !== undefined) }
}

/** @throws v.ValiError naming the page that is faulty */
function readText(language: Language, id: string): MechanismText {
	const read = v.safeParse(mechanismText, guideFile(language, `mechanisms/${id}`))
	if (read.success) return read.output
	throw new RangeError(`${language}/${id}: ${JSON.stringify(v.flatten(read.issues))}`)
}
