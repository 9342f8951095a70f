import { globSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, isLanguage, LANGUAGES } from '#domain/languages.ts'

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

function jsonAt(path: string): unknown {
	return JSON.parse(readFileSync(`content/${path}.json`, 'utf8'))
}

/** Every text of the named parts in a language; all parts it speaks when none are named. */
export function textsOf(language: InterfaceLanguage, parts = partsOf(language)): Text[] {
	return parts.flatMap((part) => textsIn(jsonAt(`${language}/interface/${part}`), part))
}

/** What a further language says of itself. */
export function scopeOf(language: InterfaceLanguage) {
	return v.parse(scope, jsonAt(`${language}/scope`))
}

const scope = v.strictObject({
	parts: v.array(v.string()),
	otherwise: v.picklist(LANGUAGES),
	wholePage: v.string(),
	somePlaces: v.string(),
	home: v.string(),
})

/** The parts a language speaks: all, or those its scope names. */
export function partsOf(language: InterfaceLanguage): readonly string[] {
	return isLanguage(language) ? PARTS : scopeOf(language).parts
}

export const PARTS = globSync('content/en/interface/*.json').map((file) =>
	file.replace(/^.*\//, '').replace('.json', ''),
)

/** Parts a person outside the team reads. */
export const OUTWARD = [
	'attendance',
	'card',
	'carry',
	'common',
	'country',
	'drawing',
	'experts',
	'find',
	'found',
	'guide',
	'languages',
	'library',
	'letters',
	'notes',
	'pages',
	'part',
	'plain',
	'tell',
	'return',
	'later',
	'refusals',
	'retention',
	'rights',
	'story',
	'where',
]

export const TRANSLATIONS = INTERFACE_LANGUAGES.filter((language) => language !== 'en')

export const FURTHER = INTERFACE_LANGUAGES.filter((language) => !isLanguage(language))
