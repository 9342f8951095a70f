import { today } from '#browser/today.ts'
import { isolated, say, sayDay, sayLanguage } from '#components/say.ts'
import { sayHours, saySpeaks } from '#components/say-contact.ts'
import type { DoorWords } from '#door/door-words.ts'
import { markup, type Markup, NOTHING } from '#door/markup.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { cardWordsFor, contactsToShow } from '#domain/roster/judge-card.ts'
import type { Card, EmergencyContact } from '#domain/roster/roster.ts'

type Words = DoorWords['card']

/** What a team can and cannot do, who can force it, and who can act today. */
export function cardMore(card: Card, language: InterfaceLanguage, words: Words): Markup {
	const said = cardWordsFor(card, language)
	const elsewhere = said !== null && said.language !== language ? said.language : null
	const lang = elsewhere === null ? NOTHING : markup` lang="${elsewhere}"`
	const own = (lines: readonly string[]) => lines.map((line) => markup`<li><bdi${lang}>${line}</bdi></li>\n`)
	const plain = (lines: readonly string[]) => lines.map((line) => markup`<li>${line}</li>\n`)
	const onlyIn =
		elsewhere === null
			? NOTHING
			: markup`<p class="quiet">${say(words.onlyIn, { language: sayLanguage(elsewhere, language) })}</p>\n`
	const can = said !== null && said.can.length > 0 ? own(said.can) : plain(words.canList)
	const obliged =
		said !== null && said.obliged !== '' ? markup`<bdi${lang}>${said.obliged}</bdi>` : words.obligedUnsaid
	return markup`<dl class="facts">
<div><dt>${words.can}</dt><dd><ul>
${can}</ul>
${onlyIn}</dd></div>
<div><dt>${words.cannot}</dt><dd><ul>
${plain(words.cannotList)}${own(said?.cannot ?? [])}</ul></dd></div>
<div><dt>${words.obliged}</dt><dd><p>${obliged}</p></dd></div>
</dl>
${contacts(card, language, words)}`
}

function contacts(card: Card, language: InterfaceLanguage, words: Words): Markup {
	const near = contactsToShow(card, today())
	if (near.length === 0) return NOTHING
	return markup`<p><strong>${say(words.contacts, { name: isolated(card.name) })}</strong> ${words.contactsHint}</p>
<dl class="facts">
${near.map((one) => contact(one, language, words))}</dl>
`
}

function contact(one: EmergencyContact, language: InterfaceLanguage, words: Words): Markup {
	return markup`<div><dt><bdi>${one.name}</bdi></dt><dd>
<p><strong><bdi>${one.reach}</bdi></strong></p>
<p>${sayHours(one, language, words)} ${saySpeaks(one, language, words)}</p>
<p class="quiet">${say(words.confirmed, { day: isolated(sayDay(one.confirmed, language)) })}</p>
</dd></div>
`
}
