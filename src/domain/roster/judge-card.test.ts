import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '#domain/days.ts'
import {
	cardWordsFor,
	CONFIRMED_DAYS,
	contactsToShow,
	refusalOfCard,
	stateOfContact,
	withConfirmed,
} from '#domain/roster/judge-card.ts'
import type { Card, CardWords, EmergencyContact } from '#domain/roster/roster.ts'

const TODAY = '2026-11-22' as Day

const shelter = (confirmed: Day, name = 'Kessa Valley shelter'): EmergencyContact => ({
	name,
	reach: '+999 55 0142',
	languages: ['en'],
	days: ['mon'],
	hours: null,
	confirmed,
})

const said = (language: CardWords['language']): CardWords => ({
	language,
	can: ['advise you'],
	cannot: [],
	obliged: '',
})

test('nobody in danger is shown a contact that was not confirmed for 90 days, or is confirmed for a day to come', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: -200, max: 200 }), { maxLength: 6 }), (ages) => {
			const contacts = ages.map((age) => shelter(addDays(TODAY, -age)))
			const shown = contactsToShow({ contacts }, TODAY)
			const ageOf = ({ confirmed }: EmergencyContact) => daysBetween(confirmed, TODAY)
			expect(shown.every((contact) => ageOf(contact) <= CONFIRMED_DAYS && ageOf(contact) >= -1)).toBe(true)
			expect(shown).toHaveLength(ages.filter((age) => age <= CONFIRMED_DAYS && age >= -1).length)
		}),
	)
})

test.each([
	[0, 'confirmed'],
	[74, 'confirmed'],
	[75, 'confirm-soon'],
	[90, 'confirm-soon'],
	[91, 'unconfirmed'],
	[-1, 'confirmed'],
	[-2, 'confirmed-later'],
] as const)('a contact confirmed %i days ago is %s', (age, state) => {
	expect(stateOfContact(shelter(addDays(TODAY, -age)), TODAY)).toBe(state)
})

test('whoever was asked last stands first', () => {
	const contacts = [shelter(addDays(TODAY, -40), 'old'), shelter(addDays(TODAY, -1), 'new')]
	expect(contactsToShow({ contacts }, TODAY).map(({ name }) => name)).toEqual(['new', 'old'])
})

test('a card that confirms a contact ahead of its day, or says one language twice, is refused with the reason', () => {
	const ahead = { words: [], contacts: [shelter(addDays(TODAY, 1))] }
	expect(refusalOfCard(ahead, TODAY)).toBe('contact-confirmed-later')
	expect(refusalOfCard({ words: [said('fr'), said('fr')], contacts: [] }, TODAY)).toBe('card-language-twice')
	expect(refusalOfCard({ words: [said('fr'), said('ar')], contacts: [shelter(TODAY)] }, TODAY)).toBeNull()
})

test('confirming one contact leaves the others as old as they are', () => {
	const [one, other] = [shelter(addDays(TODAY, -100), 'one'), shelter(addDays(TODAY, -100), 'other')]
	const card: Pick<Card, 'contacts'> = { contacts: [one, other] }
	const confirmed = withConfirmed(card, one, TODAY)
	expect(confirmed.contacts).toEqual([{ ...one, confirmed: TODAY }, other])
})

test('people read what the team wrote in their language, else in its first, else nothing of it', () => {
	const words = [said('fr'), said('ar')]
	expect(cardWordsFor({ words }, 'ar')).toBe(words[1])
	expect(cardWordsFor({ words }, 'zh')).toBe(words[0])
	expect(cardWordsFor({ words: [] }, 'zh')).toBeNull()
})
