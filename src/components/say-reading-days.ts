import { say, sayWeekdays } from '#components/say.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { type Card, WEEKDAYS } from '#domain/roster/roster.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** On which days a team reads, as a sentence. */
export function sayReadingDays(
	{ days }: Pick<Card, 'days'>,
	language: InterfaceLanguage,
	words: Pick<InterfaceWords['pages']['team'], 'days' | 'everyDay'>,
): string {
	if (days.length === WEEKDAYS.length) return words.everyDay
	return say(words.days, { days: sayWeekdays(days, language) })
}
