import { isolated, say, sayLanguage, sayList, sayWeekdays } from '#components/say.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { type EmergencyContact, WEEKDAYS } from '#domain/roster/roster.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

type Words = Pick<InterfaceWords['card'], 'always' | 'nightAndDay' | 'hours' | 'everyDay' | 'speaks'>

/** When somebody answers there, as a sentence. */
export function sayHours(
	{ days, hours }: Pick<EmergencyContact, 'days' | 'hours'>,
	language: InterfaceLanguage,
	words: Words,
): string {
	const isEveryDay = days.length === WEEKDAYS.length
	const named = isEveryDay ? words.everyDay : sayWeekdays(days, language)
	if (hours !== null)
		return say(words.hours, { days: named, from: isolated(hours.from), to: isolated(hours.to) })
	return isEveryDay ? words.always : say(words.nightAndDay, { days: named })
}

/** Which languages are spoken there, as a sentence. */
export function saySpeaks(
	{ languages }: Pick<EmergencyContact, 'languages'>,
	language: InterfaceLanguage,
	words: Words,
): string {
	const named = languages.map((spoken) => sayLanguage(spoken, language))
	return say(words.speaks, { languages: sayList(named, language) })
}
