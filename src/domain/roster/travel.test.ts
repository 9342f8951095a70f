import { expect, test } from 'vitest'
import { DEFAULT_RETENTION } from '#domain/keeping/retention.ts'
import { refusalToTravel } from '#domain/roster/travel.ts'
import type { Member, Roster } from '#domain/roster/roster.ts'

const member = (id: string): Member => ({
	id,
	signingKey: id,
	recipient: `age1pq1${id}`,
	label: 'case-worker',
	roles: ['triage'],
})

const ROSTER: Roster = {
	desk: 'd',
	root: 'r',
	seq: 4,
	head: 'h',
	card: {
		name: 'Kessa Watch',
		kind: 'civil-society',
		languages: ['en'],
		days: ['mon'],
		answerWithinDays: 2,
		checkWordsAt: '',
		words: [],
		contacts: [],
	},
	members: ['ruth', 'tomas', 'lena', 'amina'].map(member),
	sheetsTried: [],
	recovery: null,
	intake: 'open',
	retention: DEFAULT_RETENTION,
	closing: null,
	closed: null,
	gaps: [],
}

test('keys are left with one or two colleagues of the team, never with oneself or a stranger', () => {
	expect(refusalToTravel(ROSTER, 'ruth', ['tomas'])).toBeNull()
	expect(refusalToTravel(ROSTER, 'ruth', ['tomas', 'lena'])).toBeNull()
	expect(refusalToTravel(ROSTER, 'ruth', [])).toBe('nobody-chosen')
	expect(refusalToTravel(ROSTER, 'ruth', ['tomas', 'lena', 'amina'])).toBe('too-many-chosen')
	expect(refusalToTravel(ROSTER, 'ruth', ['tomas', 'tomas'])).toBe('too-many-chosen')
	expect(refusalToTravel(ROSTER, 'ruth', ['tomas', 'ruth'])).toBe('yourself')
	expect(refusalToTravel(ROSTER, 'ruth', ['guard'])).toBe('not-in-the-roster')
})
