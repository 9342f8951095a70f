import * as v from 'valibot'
import { readPage } from '#contract/read-page.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { inReadersOrder, letterOf } from '#domain/name-order.ts'
import { guideFile } from '#server/guide/guide-file.ts'

type Country = { code: string; name: string }

const names = v.record(v.string(), v.string())
const texts = new Map(
	LANGUAGES.map((language) => [
		language,
		readPage(names, `${language}/guide/countries`, guideFile(language, 'countries')),
	]),
)
const sorted = new Map(
	Array.from(texts, ([language, text]) => [
		language,
		inReadersOrder(
			Object.entries(text).map(([code, name]) => ({ code, name })),
			language,
		),
	]),
)

/** Short names of States as the United Nations writes them (UNTERM), by ISO 3166-1 alpha-3, sorted as readers sort. */
export function countryNames(language: Language): readonly Country[] {
	return sorted.get(language) ?? []
}

/** The same under the letters by which a reader looks for them. */
export function countriesByLetter(language: Language): readonly { letter: string; countries: Country[] }[] {
	const byLetter = Map.groupBy(countryNames(language), ({ name }) => letterOf(name, language))
	return Array.from(byLetter, ([letter, countries]) => ({ letter, countries }))
}

export function countryName(language: Language, code: string): string {
	const name = texts.get(language)?.[code]
	if (name === undefined) throw new RangeError(`no name of ${code} in ${language}`)
	return name
}
