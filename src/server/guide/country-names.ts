import * as v from 'valibot'
import ar from '#content/ar/guide/countries.json' with { type: 'json' }
import en from '#content/en/guide/countries.json' with { type: 'json' }
import es from '#content/es/guide/countries.json' with { type: 'json' }
import fr from '#content/fr/guide/countries.json' with { type: 'json' }
import ru from '#content/ru/guide/countries.json' with { type: 'json' }
import zh from '#content/zh/guide/countries.json' with { type: 'json' }
import type { Language } from '#domain/languages.ts'

const names = v.record(v.string(), v.string())
const NAMES: Record<Language, Readonly<Record<string, string>>> = {
	en: v.parse(names, en),
	fr: v.parse(names, fr),
	es: v.parse(names, es),
	ar: v.parse(names, ar),
	ru: v.parse(names, ru),
	zh: v.parse(names, zh),
}

/** Short names of States as the United Nations writes them (UNTERM), by ISO 3166-1 alpha-3, sorted as readers sort. */
export function countryNames(language: Language): readonly { code: string; name: string }[] {
	return Object.entries(NAMES[language])
		.map(([code, name]) => ({ code, name }))
		.sort((one, other) => one.name.localeCompare(other.name, language))
}

export function countryName(language: Language, code: string): string {
	const name = NAMES[language][code]
	if (name === undefined) throw new RangeError(`no name of ${code} in ${language}`)
	return name
}
