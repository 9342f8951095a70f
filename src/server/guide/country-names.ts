import * as v from 'valibot'
import { readPage } from '#contract/read-page.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { guideFile } from '#server/guide/guide-file.ts'

const names = v.record(v.string(), v.string())
const texts = new Map(
	LANGUAGES.map((language) => [
		language,
		readPage(names, `${language}/guide/countries`, guideFile(language, 'countries')),
	]),
)

/** Short names of States as the United Nations writes them (UNTERM), by ISO 3166-1 alpha-3, sorted as readers sort. */
export function countryNames(language: Language): readonly { code: string; name: string }[] {
	return Object.entries(texts.get(language) ?? {})
		.map(([code, name]) => ({ code, name }))
		.sort((one, other) => one.name.localeCompare(other.name, language))
}

export function countryName(language: Language, code: string): string {
	const name = texts.get(language)?.[code]
	if (name === undefined) throw new RangeError(`no name of ${code} in ${language}`)
	return name
}
