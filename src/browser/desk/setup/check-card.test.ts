import { expect, test } from 'vitest'
import { gapsOfCard } from '#browser/desk/setup/check-card.ts'

const said = { can: 'advise you\n\n go with you ', cannot: '' }
const contact = {
	name: 'Night line',
	reach: '+999 55 0142',
	languages: ['en' as const],
	days: ['mon' as const],
	dayAndNight: false,
	from: '08:00',
	to: '18:00',
}

test('a card is not signed before its lists are short and its contacts can be reached', () => {
	expect(gapsOfCard({ words: [said], contacts: [contact] })).toEqual([])
	expect(gapsOfCard({ words: [{ ...said, can: 'a\nb\nc\nd\ne\nf' }], contacts: [] })).toEqual([
		'tooManyLines',
	])
	expect(gapsOfCard({ words: [{ ...said, cannot: 'x'.repeat(101) }], contacts: [] })).toEqual(['lineTooLong'])
	for (const left of [{ name: ' ' }, { reach: '' }, { languages: [] }, { days: [] }, { to: '' }])
		expect(gapsOfCard({ words: [], contacts: [{ ...contact, ...left }] })).toEqual(['contactIncomplete'])
	expect(gapsOfCard({ words: [], contacts: [{ ...contact, dayAndNight: true, to: '' }] })).toEqual([])
})
