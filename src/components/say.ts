import type { Language } from '#domain/languages.ts'

/** Forms of a sentence by CLDR plural category; `other` is always there. */
export type Plural = { zero?: string; one?: string; two?: string; few?: string; many?: string; other: string }

/** Puts values into the `{name}` places of an interface sentence. */
export function say(sentence: string, values: Readonly<Record<string, string | number>>): string {
	return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** The form of a sentence that fits `count` in this language, with `{count}` and other values put in. */
export function sayCount(
	forms: Plural,
	count: number,
	language: Language,
	values: Readonly<Record<string, string | number>> = {},
): string {
	const category = new Intl.PluralRules(language).select(count)
	return say(forms[category] ?? forms.other, { ...values, count })
}

/** A day as people of this language write it, for example "22 November 2026". Latin digits everywhere. */
export function sayDay(day: string, language: Language): string {
	const locale = language === 'ar' ? 'ar-u-nu-latn' : language
	return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`),
	)
}
