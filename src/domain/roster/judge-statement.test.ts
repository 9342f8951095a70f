import { expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { refusalOfStatement } from '#domain/roster/judge-statement.ts'
import { type RosterStatement, STATEMENT_DAYS } from '#domain/roster/roster.ts'
import { roster, TODAY } from '../../../tests/seed/kessa-thread.ts'

const [ruth, tomas] = roster.members.map(({ signingKey }) => signingKey)
const valid: RosterStatement = {
	v: 1,
	desk: roster.desk,
	seq: roster.seq,
	head: roster.head,
	until: addDays(TODAY, STATEMENT_DAYS),
}

test.each([
	['by an administrator, for thirty days', valid, [ruth], null],
	['on its last day', { ...valid, until: TODAY }, [ruth], null],
	['a day late', { ...valid, until: addDays(TODAY, -1) }, [ruth], 'expired'],
	[
		'for longer than thirty days',
		{ ...valid, until: addDays(TODAY, STATEMENT_DAYS + 1) },
		[ruth],
		'too-long',
	],
	['by a member who is no administrator', valid, [tomas], 'needs-administrator'],
	['by nobody', valid, [], 'needs-administrator'],
	['of another team', { ...valid, desk: 'another' }, [ruth], 'other-roster'],
	[
		'of an older roster, as a server that hides a removal would show',
		{ ...valid, seq: valid.seq - 1 },
		[ruth],
		'other-head',
	],
	['of a forked roster', { ...valid, head: 'fork' }, [ruth], 'other-head'],
])('a statement %s', (_, statement, signers, refusal) => {
	const known = signers.filter((key) => key !== undefined)
	expect(refusalOfStatement(roster, statement, known, TODAY)).toBe(refusal)
})

test('a statement across the end of a year is counted in days', () => {
	const until = '2027-01-29' as Day
	expect(refusalOfStatement(roster, { ...valid, until }, [ruth!], '2026-12-30' as Day)).toBeNull()
	expect(refusalOfStatement(roster, { ...valid, until }, [ruth!], '2026-12-29' as Day)).toBe('too-long')
})
