import { expect, test } from 'vitest'
import { today } from '#browser/today.ts'
import { doorWords } from '#door/door-words.ts'
import { formPage } from '#door/form-page.ts'
import { UNTOUCHED } from '#door/read-form.ts'
import type { ShownTeam } from '#door/team-part.ts'
import { addDays } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { Card, Label, Member } from '#domain/roster/roster.ts'
import type { Hash } from '#vault/outside/format.ts'

const CARD: Card = {
	name: 'Kessa Watch',
	kind: 'civil-society',
	languages: ['en'],
	days: ['mon'],
	answerWithinDays: 2,
	checkWordsAt: '',
	words: [],
	contacts: [],
}

function memberWho(label: Label): Member {
	return { id: label, signingKey: '', recipient: '', label, roles: ['triage'] }
}

function teamWith(more: Partial<ShownTeam>, card: Partial<Card> = {}, digit = 'a'): ShownTeam {
	const desk = digit.repeat(64) as Hash
	return {
		desk,
		demo: false,
		attendance: { is: 'kept' },
		lastRead: today(),
		calls: false,
		roster: { card: { ...CARD, ...card }, members: [memberWho('coordinator')], recovery: null },
		...more,
	}
}

function pageOf(teams: readonly ShownTeam[], language: InterfaceLanguage = 'en', filled = UNTOUCHED): string {
	const visit = { language, words: doorWords(language), site: 'http://kessa.onion' }
	return formPage(visit, teams, filled).text
}

const { attendance, card, plain } = doorWords('en')

test('the warning stands before the box', () => {
	const page = pageOf([teamWith({})])
	expect(page.indexOf(plain.weak)).toBeGreaterThan(0)
	expect(page.indexOf(plain.weak)).toBeLessThan(page.indexOf('<textarea'))
})

test('whether to call is asked only for a team that can be called, and says what others see', () => {
	expect(pageOf([teamWith({})])).not.toContain('name="urgent"')
	const page = pageOf([teamWith({ calls: true }), teamWith({}, {}, 'b')])
	expect(page.match(/name="urgent" value="a{64}"/g)).toHaveLength(1)
	expect(page).toContain(attendance.urgentSeen)
})

test('a team that misses its promise is called late', () => {
	expect(pageOf([teamWith({})])).not.toContain(attendance.lateMeans)
	expect(pageOf([teamWith({ attendance: { is: 'late', since: today() } })])).toContain(attendance.lateMeans)
})

test('people who can act today are named until nobody has confirmed them for long', () => {
	const confirmedOn = (confirmed: Card['contacts'][number]['confirmed']): Partial<Card> => ({
		contacts: [
			{ name: 'Night line', reach: '+999 55 0142', languages: ['en'], days: ['mon'], hours: null, confirmed },
		],
	})
	expect(pageOf([teamWith({}, confirmedOn(today()))])).toContain('+999 55 0142')
	expect(pageOf([teamWith({}, confirmedOn(addDays(today(), -100)))])).not.toContain('+999 55 0142')
})

test('who wrote to a team that no longer reads is asked anew, even where only one team is left', () => {
	expect(pageOf([teamWith({})])).toContain('type="hidden" name="team"')
	const page = pageOf([teamWith({})], 'en', { ...UNTOUCHED, text: 'Amina', team: 'b'.repeat(64) })
	expect(page).toContain(card.choose)
	expect(page).not.toContain('type="hidden"')
	expect(page).not.toContain(' checked>\n<div><label for="team-0">')
})

test('what a team says of itself stays text', () => {
	const page = pageOf([teamWith({}, { name: '<b>Kessa', checkWordsAt: '"><script>' })])
	expect(page).not.toContain('<b>Kessa')
	expect(page).not.toContain('<script')
})

test.each(['pt', 'sw'] as const)(
	'the page in %s warns in that language, and says that not all of it is',
	(language) => {
		const words = doorWords(language)
		const page = pageOf([teamWith({})], language)
		expect(page).toContain(words.plain.weak)
		expect(page).not.toContain(plain.weak)
		expect(words.borrowed).toBeTypeOf('string')
		expect(page).toContain(words.borrowed)
	},
)
