import { isolated, say, sayCount, sayDay } from '#components/say.ts'
import { sayHours, saySpeaks } from '#components/say-contact.ts'
import { sayReadingDays } from '#components/say-reading-days.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { cardWordsFor, contactsToShow } from '#domain/roster/judge-card.ts'
import type { Card } from '#domain/roster/roster.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

type Words = {
	card: InterfaceWords['card']
	team: Pick<InterfaceWords['pages']['team'], 'days' | 'everyDay' | 'answerWithin'>
	common: Pick<InterfaceWords['common'], 'notUn'>
}

/** A team's card as plain text, for the file a person keeps; lines end as every system reads them. */
export function cardText(
	card: Card,
	address: string,
	today: Day,
	language: InterfaceLanguage,
	words: Words,
): string {
	return [
		say(words.card.team, { name: isolated(card.name) }),
		words.card.kinds[card.kind],
		...(card.kind === 'un-office' ? [] : [words.common.notUn]),
		sayReadingDays(card, language, words.team),
		sayCount(words.team.answerWithin, card.answerWithinDays, language),
		say(words.card.comeBack, { address: isolated(address) }),
		...saysLines(card, language, words.card),
		...contactLines(card, today, language, words.card),
		'',
	].join('\r\n')
}

function saysLines(card: Card, language: InterfaceLanguage, words: Words['card']): string[] {
	const said = cardWordsFor(card, language)
	const can = said === null || said.can.length === 0 ? words.canList : said.can
	const cannot = [...words.cannotList, ...(said?.cannot ?? [])]
	const obliged = said === null || said.obliged === '' ? words.obligedUnsaid : said.obliged
	return ['', words.can, ...items(can), words.cannot, ...items(cannot), words.obliged, ...items([obliged])]
}

function contactLines(card: Card, today: Day, language: InterfaceLanguage, words: Words['card']): string[] {
	const contacts = contactsToShow(card, today)
	if (contacts.length === 0) return []
	return [
		'',
		say(words.contacts, { name: isolated(card.name) }),
		...contacts.flatMap((contact) => [
			`- ${isolated(contact.name)}: ${isolated(contact.reach)}`,
			`  ${sayHours(contact, language, words)} ${saySpeaks(contact, language, words)}`,
			`  ${say(words.confirmed, { day: isolated(sayDay(contact.confirmed, language)) })}`,
		]),
	]
}

function items(lines: readonly string[]): string[] {
	return lines.map((line) => `- ${isolated(line)}`)
}
