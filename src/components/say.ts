import type { InterfaceLanguage } from '#domain/languages.ts'
import { type Weekday, WEEKDAYS } from '#domain/roster/roster.ts'

/** Forms of a sentence by CLDR plural category; `other` is always there. */
export type Plural = { zero?: string; one?: string; two?: string; few?: string; many?: string; other: string }

/** How dates and lists are written: days before months, Latin digits. */
const LOCALES: Record<InterfaceLanguage, string> = {
	en: 'en-GB',
	fr: 'fr',
	es: 'es',
	ar: 'ar-u-nu-latn',
	ru: 'ru',
	zh: 'zh',
	pt: 'pt-PT',
	sw: 'sw',
}

/** Puts values into the `{name}` places of an interface sentence. */
export function say(sentence: string, values: Readonly<Record<string, string | number>>): string {
	return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** The form of a sentence that fits `count` in this language, with `{count}` and other values put in. */
export function sayCount(
	forms: Plural,
	count: number,
	language: InterfaceLanguage,
	values: Readonly<Record<string, string | number>> = {},
): string {
	const category = (pluralRules.get(language) ?? pluralRulesOf(language)).select(count)
	return say(forms[category] ?? forms.other, { ...values, count })
}

const pluralRules = new Map<InterfaceLanguage, Intl.PluralRules>()

function pluralRulesOf(language: InterfaceLanguage): Intl.PluralRules {
	const rules = new Intl.PluralRules(language)
	pluralRules.set(language, rules)
	return rules
}

/** A day as people of this language write it, for example "22 November 2026". Latin digits everywhere. */
export function sayDay(day: string, language: InterfaceLanguage): string {
	const format = longDays.get(language) ?? longDaysOf(language)
	// The short Russian word for "year" ends in a full stop, and would end sentences twice.
	return format.format(new Date(`${day}T00:00:00Z`)).replace(/\sг\.$/u, ' года')
}

/** Kept, because making one takes longer than drawing a row of a list. */
const longDays = new Map<InterfaceLanguage, Intl.DateTimeFormat>()

function longDaysOf(language: InterfaceLanguage): Intl.DateTimeFormat {
	const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' })
	longDays.set(language, format)
	return format
}

/** Items as people of this language list them, for example "English, French and Arabic". */
export function sayList(items: readonly string[], language: InterfaceLanguage): string {
	return new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(items)
}

/** A name that keeps its own writing direction inside a sentence of another (Unicode UAX #9, isolates). */
export function isolated(name: string): string {
	return `\u2068${name}\u2069`
}

/** Names of days of the week, in the order of the week. */
export function sayWeekdays(days: readonly Weekday[], language: InterfaceLanguage): string {
	const long = new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', timeZone: 'UTC' })
	// 1 January 2024 was a Monday.
	const names = WEEKDAYS.flatMap((day, at) =>
		days.includes(day) ? [long.format(Date.UTC(2024, 0, 1 + at))] : [],
	)
	return sayList(names, language)
}

/** A language's name in another language; as it stands inside a list. */
export function sayLanguage(named: InterfaceLanguage, language: InterfaceLanguage): string {
	return new Intl.DisplayNames(LOCALES[language], { type: 'language' }).of(named) ?? named
}
