import { globSync, readFileSync } from 'node:fs'
import { LANGUAGES, type Language } from '#domain/languages.ts'

/** One text of the interface. A counted sentence is one text for each of its forms. */
export type Text = {
	/** `part.key.key`, as `pages.home.title`. */
	key: string
	/** Plural category when the text is a form of a counted sentence. */
	form: Intl.LDMLPluralRule | null
	text: string
}

const CATEGORIES: readonly string[] = ['zero', 'one', 'two', 'few', 'many', 'other']

function isPlural(value: object): value is Record<Intl.LDMLPluralRule, string> {
	return 'other' in value && Object.keys(value).every((key) => CATEGORIES.includes(key))
}

export function textsIn(value: unknown, key: string): Text[] {
	if (typeof value === 'string') return [{ key, form: null, text: value }]
	if (typeof value !== 'object' || value === null) throw new TypeError(`${key} is not a text`)
	if (isPlural(value)) {
		return Object.entries(value).map(([form, text]) => ({
			key,
			form: form as Intl.LDMLPluralRule,
			text,
		}))
	}
	return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, `${key}.${name}`))
}

/** Every text of the named parts in a language; all parts when none are named. */
export function textsOf(language: Language, parts: readonly string[] = PARTS): Text[] {
	return parts.flatMap((part) =>
		textsIn(JSON.parse(readFileSync(`content/${language}/interface/${part}.json`, 'utf8')), part),
	)
}

export const PARTS = globSync('content/en/interface/*.json').map((file) =>
	file.replace(/^.*\//, '').replace('.json', ''),
)

/** Parts a person outside the team reads. */
export const OUTWARD = ['common', 'pages', 'plain', 'tell', 'return', 'refusals']

export const TRANSLATIONS = LANGUAGES.filter((language) => language !== 'en')
