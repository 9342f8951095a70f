import { expect, test } from 'vitest'
import {
	colleaguesOf,
	interpretersOf,
	isInterpreter,
	refusalOfInterpreter,
} from '#domain/roster/interpreters.ts'
import { refusalOfEntry } from '#domain/roster/judge-entry.ts'
import { type Member, ROLES, type Roster, type RosterEntry, triageMembers } from '#domain/roster/roster.ts'
import { refusalToTravel } from '#domain/roster/travel.ts'
import { ISMAEL, NOOR, roster, RUTH, TODAY, TOMAS } from '../../../tests/seed/kessa-thread.ts'

const keyOf = (id: string) => `${id}${id}`
const adds = (roles: Member['roles'], label: Member['label'] = 'interpreter'): RosterEntry => ({
	v: 1,
	seq: roster.seq + 1,
	prev: roster.head,
	day: TODAY,
	kind: 'member-added',
	member: { id: 'e'.repeat(32), signingKey: 'key', recipient: 'age1pq1key', label, roles },
})

test('Noor opens nothing that comes in, and is nobody’s colleague where keys are given', () => {
	expect(interpretersOf(roster).map(({ id }) => id)).toEqual([NOOR])
	expect(colleaguesOf(roster).map(({ id }) => id)).not.toContain(NOOR)
	expect(triageMembers(roster).map(({ id }) => id)).not.toContain(NOOR)
	expect(refusalToTravel(roster, RUTH, [NOOR])).toBe('not-in-the-roster')
	expect(refusalToTravel(roster, RUTH, [TOMAS])).toBeNull()
})

test('nobody is taken in as an interpreter who also opens messages or keeps the list', () => {
	for (const role of ROLES) {
		expect(refusalOfInterpreter(adds([role]))).toBe('interprets-only')
		expect(refusalOfInterpreter(adds([role], 'case-worker'))).toBeNull()
	}
	expect(refusalOfInterpreter(adds([]))).toBeNull()
})

test('whoever was taken in with a role before stays what the list says, and reads', () => {
	const before: Roster = {
		...roster,
		members: roster.members.map((member) => (member.id === NOOR ? { ...member, roles: ['triage'] } : member)),
	}
	expect(before.members.filter(isInterpreter)).toEqual([])
	expect(triageMembers(before).map(({ id }) => id)).toContain(NOOR)
	expect(refusalOfEntry(roster, adds(['triage']), [keyOf(RUTH), keyOf(TOMAS)])).toBeNull()
})

test('an interpreter is not the second member who has to agree to a new reader', () => {
	const reader = adds(['triage'], 'case-worker')
	expect(refusalOfEntry(roster, reader, [keyOf(RUTH), keyOf(NOOR)])).toBe('needs-two-members')
	expect(refusalOfEntry(roster, reader, [keyOf(RUTH), keyOf(ISMAEL)])).toBeNull()
	const alone = { ...roster, members: roster.members.filter(({ id }) => id === RUTH || id === NOOR) }
	expect(refusalOfEntry(alone, reader, [keyOf(RUTH)])).toBeNull()
})
