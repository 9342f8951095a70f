import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import {
	isReadyForIntake,
	refusalOfDay,
	refusalOfEntry,
	type RosterRefusal,
} from '#domain/roster/judge-entry.ts'
import {
	administrators,
	type Member,
	type Roster,
	type RosterEntry,
	triageMembers,
} from '#domain/roster/roster.ts'
import { MOST_READERS } from '#domain/threads/limits.ts'
import { LENA, roster as lantern, RUTH, TODAY, TOMAS } from '../../../tests/seed/kessa-thread.ts'

const ROOT = 'key-of-the-root'
type Content<Entry> = Entry extends RosterEntry ? Omit<Entry, 'v' | 'seq' | 'prev' | 'day'> : never
type Proposal = { content: Content<RosterEntry>; signers: readonly string[]; seq?: number; prev?: string }

function propose(roster: Roster | null, { content, seq, prev }: Proposal): RosterEntry {
	const next = { v: 1 as const, seq: seq ?? (roster === null ? 0 : roster.seq + 1), day: TODAY }
	return { ...next, prev: prev ?? (roster === null ? '' : roster.head), ...content }
}

function step(roster: Roster | null, proposal: Proposal): Roster | RosterRefusal {
	const entry = propose(roster, proposal)
	const refusal = refusalOfEntry(roster, entry, proposal.signers)
	return refusal ?? evolveRoster(roster, entry, `head-${entry.seq}`)
}

const member = (name: string, roles: Member['roles'], recipient = `age1pq1${name}`): Member => ({
	id: name,
	signingKey: `key-of-${name}`,
	recipient,
	label: 'case-worker',
	roles,
})

const founding: Proposal = {
	content: { kind: 'founded', root: ROOT, nonce: '', card: lantern.card },
	signers: [ROOT],
}
const ruth = member('ruth', ['administrator', 'triage'])
const by = (...names: string[]) => names.map((name) => `key-of-${name}`)
const adds = (who: Member, ...signers: string[]): Proposal => ({
	content: { kind: 'member-added', member: who },
	signers,
})
const does = (
	kind: 'intake-opened' | 'intake-closed' | 'recovery-tried',
	...signers: string[]
): Proposal => ({
	content: { kind },
	signers,
})
const tries = (who: string, ...signers: string[]): Proposal => ({
	content: { kind: 'sheet-tried', id: who },
	signers,
})
const keeps = (keepDays: number, ...signers: string[]): Proposal => ({
	content: { kind: 'retention-set', keepDays, backupDays: 30 },
	signers,
})
const removes = (who: string, ...signers: string[]): Proposal => ({
	content: { kind: 'member-removed', id: who },
	signers,
})

function roster(...proposals: Proposal[]): Roster {
	let at: Roster | null = null
	for (const proposal of [founding, adds(ruth, ROOT), ...proposals]) {
		const next: Roster | RosterRefusal = step(at, proposal)
		if (typeof next === 'string') throw new Error(next)
		at = next
	}
	if (at === null) throw new Error('nothing founded')
	return at
}

const names = ['ruth', 'tomas', 'lena', 'ismael']
const anyMember = fc
	.record({
		name: fc.constantFrom(...names),
		roles: fc.subarray(['administrator', 'triage'] as const),
		hybrid: fc.integer({ min: 0, max: 9 }).map((of) => of > 0),
	})
	.map(({ name, roles, hybrid }) => member(name, roles, hybrid ? undefined : `age1${name}`))
const anyProposal: fc.Arbitrary<Proposal> = fc.record(
	{
		content: fc.oneof(
			anyMember.map((one) => ({ kind: 'member-added' as const, member: one })),
			fc.constantFrom(...names).map((id) => ({ kind: 'member-removed' as const, id })),
			fc.constantFrom(...names).map((id) => ({ kind: 'sheet-tried' as const, id })),
			fc
				.constantFrom('age1pq1recovery', 'age1plain')
				.map((recipient) => ({ kind: 'recovery-set' as const, recipient })),
			fc
				.constantFrom('recovery-tried' as const, 'intake-opened' as const, 'intake-closed' as const)
				.map((kind) => ({ kind })),
			fc.constant({ kind: 'card-changed' as const, card: lantern.card }),
			fc
				.record({
					keepDays: fc.integer({ min: 80, max: 3660 }),
					backupDays: fc.integer({ min: 0, max: 370 }),
				})
				.map((rule) => ({ kind: 'retention-set' as const, ...rule })),
			fc.constant(founding.content),
		),
		signers: fc.subarray([ROOT, ...by(...names), 'key-of-a-stranger']),
		seq: fc.nat(3),
		prev: fc.constantFrom('head-0', 'head-1'),
	},
	{ requiredKeys: ['content', 'signers'] },
)

test('whoever signs whatever: no desk without an administrator, no reader without a hybrid key', () => {
	fc.assert(
		fc.property(fc.array(anyProposal, { maxLength: 40 }), (proposals) => {
			let at = roster()
			for (const proposal of proposals) {
				const next = step(at, proposal)
				if (typeof next === 'string') continue
				at = next
				expect(administrators(at).length).toBeGreaterThan(0)
				expect(at.members.every(({ recipient }) => recipient.startsWith('age1pq1'))).toBe(true)
				expect(at.recovery === null || at.recovery.recipient.startsWith('age1pq1')).toBe(true)
				expect(new Set(at.members.map(({ id }) => id)).size).toBe(at.members.length)
				const { keepDays, backupDays } = at.retention
				expect(keepDays >= 90 && keepDays <= 3650 && backupDays <= 365).toBe(true)
				expect(at.intake === 'closed' || triageMembers(at).length > 0).toBe(true)
			}
		}),
		{ numRuns: 300 },
	)
})

test('strangers change nothing', () => {
	fc.assert(
		fc.property(anyProposal, (proposal) => {
			expect(typeof step(roster(), { ...proposal, signers: ['key-of-a-stranger'] })).toBe('string')
		}),
	)
})

test('the only way on is from the newest entry', () => {
	fc.assert(
		fc.property(anyProposal, (proposal) => {
			const { seq, prev } = proposal
			if (seq === undefined && prev === undefined) return
			const at = roster(adds(member('lena', []), ...by('ruth')))
			if (seq === at.seq + 1 && (prev === undefined || prev === at.head)) return
			expect(step(at, proposal)).toBe('not-next')
		}),
	)
})

const tomas = member('tomas', ['triage'])
const lena = member('lena', ['triage'])
const withTomas = roster(adds(tomas, ...by('ruth')))

describe('a roster refuses, and says why', () => {
	test.each<[string, Roster | null, Proposal, RosterRefusal | null]>([
		['to begin with anything but its founding', null, adds(ruth, ROOT), 'not-first'],
		['to begin without its root', null, { ...founding, signers: [] }, 'needs-root'],
		['to be founded twice', roster(), founding, 'not-next'],
		[
			'an administrator without the root',
			roster(),
			adds(member('lena', ['administrator']), ...by('ruth')),
			'needs-root',
		],
		[
			'a reader named by one account where there are two',
			withTomas,
			adds(lena, ...by('ruth')),
			'needs-two-members',
		],
		[
			'a reader named by two, neither an administrator',
			withTomas,
			adds(lena, ...by('tomas', 'lena')),
			'needs-administrator',
		],
		['nobody named by two', withTomas, adds(lena, ...by('ruth', 'tomas')), null],
		[
			'the same key twice',
			withTomas,
			adds({ ...lena, signingKey: 'key-of-tomas' }, ...by('ruth', 'tomas')),
			'member-already-there',
		],
		[
			'a key that is not hybrid',
			withTomas,
			adds({ ...lena, recipient: 'age1lena' }, ...by('ruth', 'tomas')),
			'recipient-not-hybrid',
		],
		['to lose its last administrator', withTomas, removes('ruth', ...by('ruth')), 'last-administrator'],
		['to lose somebody who is not there', withTomas, removes('lena', ...by('ruth')), 'no-such-member'],
		['a sheet tried by somebody else', withTomas, tries('tomas', ...by('ruth')), 'needs-that-member'],
		['a sheet tried twice', roster(tries('ruth', ...by('ruth'))), tries('ruth', ...by('ruth')), 'already-so'],
		[
			'to open with one reader',
			roster(tries('ruth', ...by('ruth'))),
			does('intake-opened', ...by('ruth')),
			'intake-not-ready',
		],
		['to try a recovery key that is not set', roster(), does('recovery-tried', ...by('ruth')), 'already-so'],
		[
			'a recovery key without the root',
			roster(),
			{ content: { kind: 'recovery-set', recipient: 'age1pq1r' }, signers: by('ruth') },
			'needs-root',
		],
		['a rule about time nobody signed who may', withTomas, keeps(365, ...by('tomas')), 'needs-administrator'],
		['a rule about time that stands already', roster(), keeps(730, ...by('ruth')), 'already-so'],
		['to keep for too short a time', roster(), keeps(89, ...by('ruth')), 'outside-limits'],
		['to close what is closed', roster(), does('intake-closed', ...by('ruth')), 'already-so'],
	])('%s', (_, at, proposal, refusal) => {
		const next = step(at, proposal)
		expect(typeof next === 'string' ? next : null).toBe(refusal)
	})

	test('to lose its last reader while messages come in', () => {
		const keeper = member('ismael', ['administrator'])
		const open = roster(
			adds(keeper, ROOT),
			{ content: { kind: 'recovery-set', recipient: 'age1pq1r' }, signers: [ROOT] },
			does('recovery-tried', ...by('ismael')),
			tries('ruth', ...by('ruth')),
			does('intake-opened', ...by('ruth')),
		)
		expect(step(open, removes('ruth', ...by('ismael')))).toBe('last-reader')
	})
})

test('intake opens with two tried sheets, or one and the tried recovery key', () => {
	const two = roster(adds(tomas, ...by('ruth')), tries('ruth', ...by('ruth')), tries('tomas', ...by('tomas')))
	expect(isReadyForIntake(two)).toBe(true)
	const one = roster(tries('ruth', ...by('ruth')), {
		content: { kind: 'recovery-set', recipient: 'age1pq1r' },
		signers: [ROOT],
	})
	expect(isReadyForIntake(one)).toBe(false)
	expect(step(one, does('intake-opened', ...by('ruth')))).toBe('intake-not-ready')
	const tried = step(one, does('recovery-tried', ...by('ruth')))
	expect(typeof tried !== 'string' && isReadyForIntake(tried)).toBe(true)
})

test('a team has no more readers than one envelope can name', () => {
	let at = withTomas
	for (let count = 2; count < MOST_READERS; count++) {
		const next = step(at, adds(member(`reader${count}`, ['triage']), ...by('ruth', 'tomas')))
		if (typeof next === 'string') throw new Error(next)
		at = next
	}
	expect(step(at, adds(lena, ...by('ruth', 'tomas')))).toBe('too-many-readers')
	expect(step(at, adds(member('ismael', []), ...by('ruth')))).not.toBe('too-many-readers')
})

test('who leaves takes their tried sheet along', () => {
	const at = roster(
		adds(tomas, ...by('ruth')),
		tries('tomas', ...by('tomas')),
		removes('tomas', ...by('ruth')),
	)
	expect(at.sheetsTried).toEqual([])
})

test('a gap is shown for ever', () => {
	const gap = {
		thread: RUTH,
		known: { seq: 5, hash: 'a'.repeat(64) },
		head: { seq: 2, hash: 'b'.repeat(64) },
	}
	const at = roster({ content: { kind: 'gap-accepted', gaps: [gap] }, signers: by('ruth') })
	expect(at.gaps).toEqual([{ ...gap, day: TODAY satisfies Day, roster: at.seq }])
	expect([TOMAS, LENA]).not.toContain(at.gaps[0]?.thread)
})

test('how long things are kept is what an administrator set last, and a shorter time comes with notice', () => {
	expect(roster().retention).toEqual({ keepDays: 730, backupDays: 30, notBefore: null })
	const longer = roster(keeps(1000, ...by('ruth')))
	expect(longer.retention).toEqual({ keepDays: 1000, backupDays: 30, notBefore: null })
	const shorter = roster(keeps(1000, ...by('ruth')), keeps(365, ...by('ruth')))
	expect(shorter.retention).toEqual({ keepDays: 365, backupDays: 30, notBefore: addDays(TODAY, 31) })
})

test('a server takes a rule about time only on the day it names', () => {
	const rule = propose(roster(), keeps(365, ...by('ruth')))
	expect([-2, -1, 0, 1, 2].map((days) => refusalOfDay(rule, addDays(TODAY, days)))).toEqual([
		'other-day',
		null,
		null,
		null,
		'other-day',
	])
	expect(refusalOfDay(propose(roster(), does('intake-closed')), addDays(TODAY, 9))).toBeNull()
})
