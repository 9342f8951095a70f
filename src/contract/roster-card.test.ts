import { expect, test } from 'vitest'
import { readRosterEntry } from '#contract/roster-text.ts'
import { CARD_LONGEST, MOST_CARD_LINES, MOST_CONTACTS } from '#domain/roster/judge-card.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { WEEKDAYS } from '#domain/roster/roster.ts'

/** Longest text of a signed entry, in UTF-16 units. */
const LONGEST_ENTRY = 16_000

const OLD_CARD = {
	name: 'Lantern',
	kind: 'civil-society',
	languages: ['en'],
	days: ['mon'],
	answerWithinDays: 7,
	checkWordsAt: 'lantern.example',
}
const SHELTER = {
	name: 'Kessa Valley shelter',
	reach: '+999 55 0142',
	languages: ['en'],
	days: ['mon'],
	hours: { from: '22:00', to: '06:00' },
	confirmed: '2026-11-22',
}
const SAID = { language: 'en', can: ['advise you'], cannot: [], obliged: '' }

const textOf = (card: object) =>
	JSON.stringify({ v: 1, seq: 3, prev: 'a'.repeat(64), day: '2026-11-22', kind: 'card-changed', card })

test('a card signed before teams could say more is read as one that says no more', () => {
	expect(readRosterEntry(textOf(OLD_CARD))).toMatchObject({ card: { ...OLD_CARD, words: [], contacts: [] } })
})

test('a card with everything a team may say, in all languages, fits one entry', () => {
	const lines = Array<string>(MOST_CARD_LINES).fill('ن'.repeat(CARD_LONGEST.line))
	const words = LANGUAGES.map((language) => ({
		language,
		can: lines,
		cannot: lines,
		obliged: 'ن'.repeat(CARD_LONGEST.obliged),
	}))
	const contact = {
		...SHELTER,
		name: 'n'.repeat(CARD_LONGEST.name),
		reach: 'r'.repeat(CARD_LONGEST.reach),
		languages: LANGUAGES,
		days: WEEKDAYS,
	}
	const text = textOf({ ...OLD_CARD, words, contacts: Array(MOST_CONTACTS).fill(contact) })
	expect(readRosterEntry(text)).not.toBeNull()
	expect(text.length).toBeLessThan(LONGEST_ENTRY)
})

test.each([
	['a line that turns the text around', { words: [{ ...SAID, can: ['call \u202e2410 55'] }] }],
	['a line of two lines', { words: [{ ...SAID, obliged: 'a judge\nand the police' }] }],
	['an empty line', { words: [{ ...SAID, cannot: [' '] }] }],
	['a language the service does not speak', { words: [{ ...SAID, language: 'tlh' }] }],
	['a contact that answers on no day', { contacts: [{ ...SHELTER, days: [] }] }],
	['an hour that does not exist', { contacts: [{ ...SHELTER, hours: { from: '25:00', to: '06:00' } }] }],
	['a day that does not exist', { contacts: [{ ...SHELTER, confirmed: '2026-02-30' }] }],
	['a seventh contact', { contacts: Array(MOST_CONTACTS + 1).fill(SHELTER) }],
])('%s is refused', (_, more) => {
	expect(readRosterEntry(textOf({ ...OLD_CARD, words: [SAID], contacts: [SHELTER] }))).not.toBeNull()
	expect(readRosterEntry(textOf({ ...OLD_CARD, ...more }))).toBeNull()
})
