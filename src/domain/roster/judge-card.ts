import { type Day, daysBetween } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { Card, CardWords, EmergencyContact } from '#domain/roster/roster.ts'

/** Longest texts of a card, in UTF-16 units: all of them, in six languages, fit one signed text. */
export const CARD_LONGEST = { line: 100, obliged: 300, name: 80, reach: 160 } as const
/** Things a team can do, or cannot, in one language. */
export const MOST_CARD_LINES = 5
export const MOST_CONTACTS = 6

/** A telephone nobody answers is worse than none: what was not confirmed for so long is not shown. */
export const CONFIRMED_DAYS = 90
/** From this age on an administrator is reminded to confirm. */
const CONFIRM_SOON_DAYS = 75

export type CardRefusal = 'card-language-twice' | 'contact-confirmed-later'

/** Why a card may not be signed on `day`, or null when it may. */
export function refusalOfCard(
	{ words, contacts }: Pick<Card, 'words' | 'contacts'>,
	day: Day,
): CardRefusal | null {
	const languages = words.map(({ language }) => language)
	if (new Set(languages).size < languages.length) return 'card-language-twice'
	// A day to come would keep a contact on the pages longer than anybody confirmed it.
	return contacts.some(({ confirmed }) => confirmed > day) ? 'contact-confirmed-later' : null
}

export type ContactState = 'confirmed' | 'confirm-soon' | 'unconfirmed' | 'confirmed-later'

/** Whether people are shown a contact today (`confirmed` and `confirm-soon`), and why not. */
export function stateOfContact({ confirmed }: Pick<EmergencyContact, 'confirmed'>, today: Day): ContactState {
	const age = daysBetween(confirmed, today)
	// The clocks of the one who confirms and the one who reads may be a day apart.
	if (age < -1) return 'confirmed-later'
	if (age > CONFIRMED_DAYS) return 'unconfirmed'
	return age >= CONFIRM_SOON_DAYS ? 'confirm-soon' : 'confirmed'
}

/** The contacts people may rely on today, those confirmed last first. */
export function contactsToShow({ contacts }: Pick<Card, 'contacts'>, today: Day): EmergencyContact[] {
	return contacts
		.filter((contact) => ['confirmed', 'confirm-soon'].includes(stateOfContact(contact, today)))
		.toSorted((one, other) => other.confirmed.localeCompare(one.confirmed, 'en'))
}

/** The card with one of its contacts confirmed on `day`, and all others as they were. */
export function withConfirmed<Some extends Pick<Card, 'contacts'>>(
	card: Some,
	contact: EmergencyContact,
	day: Day,
): Some {
	const contacts = card.contacts.map((one) => (one === contact ? { ...one, confirmed: day } : one))
	return { ...card, contacts }
}

/** What the team says in `language`, else in the first it wrote; null when it wrote nothing. */
export function cardWordsFor({ words }: Pick<Card, 'words'>, language: InterfaceLanguage): CardWords | null {
	return words.find((said) => said.language === language) ?? words[0] ?? null
}
