import type { Language } from '#domain/languages.ts'
import { type Weekday, WEEKDAYS } from '#domain/roster/roster.ts'

/** A Monday; the names of the days are asked of the platform. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY = 86_400_000

/** Weekdays in the order of the week, as a list of this language: "Monday, Tuesday and Friday". */
export function daysInWords(days: readonly Weekday[], language: Language): string {
	const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
	const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) =>
		name.format(new Date(MONDAY + WEEKDAYS.indexOf(day) * DAY)),
	)
	return new Intl.ListFormat(language).format(names)
}
