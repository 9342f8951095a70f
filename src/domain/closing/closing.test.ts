import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	type ClosedCounts,
	type Closing,
	closingStep,
	COLLECT_DAYS,
	isTimeToTell,
	LEAST_DAYS_TO_COLLECT,
} from '#domain/closing/closing.ts'
import { addDays } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import { refusalOfDay, refusalOfEntry, type RosterRefusal } from '#domain/roster/judge-entry.ts'
import type { Roster, RosterEntry } from '#domain/roster/roster.ts'
import { RUTH, roster as lantern, TODAY, TOMAS } from '../../../tests/seed/kessa-thread.ts'

type Content<Entry> = Entry extends RosterEntry ? Omit<Entry, 'v' | 'seq' | 'prev' | 'day'> : never

const keyOf = (id: string) => lantern.members.find((member) => member.id === id)?.signingKey ?? ''
const KEYS = [keyOf(RUTH), keyOf(TOMAS), 'key-of-a-stranger']
const UNTIL = addDays(TODAY, COLLECT_DAYS.usual)

/** Ruth keeps the list alone. */
const alone: Roster = { ...lantern, intake: 'closed' }
/** Ruth and Tomas keep it. */
const both: Roster = {
	...alone,
	members: alone.members.map((member) =>
		member.id === TOMAS ? { ...member, roles: ['administrator', 'triage'] } : member,
	),
}

function step(
	roster: Roster,
	content: Content<RosterEntry>,
	signers: readonly string[] = [keyOf(RUTH)],
	days = 0,
): Roster | RosterRefusal {
	const entry: RosterEntry = {
		...content,
		v: 1,
		seq: roster.seq + 1,
		prev: roster.head,
		day: addDays(TODAY, days),
	}
	return refusalOfEntry(roster, entry, signers) ?? evolveRoster(roster, entry, `head-${entry.seq}`)
}

function after(roster: Roster, ...contents: Content<RosterEntry>[]): Roster {
	return contents.reduce((at, content) => {
		const next = step(at, content)
		if (typeof next === 'string') throw new Error(next)
		return next
	}, roster)
}

const announced = { kind: 'closing-announced', until: UNTIL } as const
const NUMBERS: ClosedCounts = { destroyed: 5, told: 5, collected: 5, handedOver: 1 }
const anyCounts: fc.Arbitrary<ClosedCounts> = fc.record({
	destroyed: fc.nat(4),
	told: fc.nat(4),
	collected: fc.nat(4),
	handedOver: fc.nat(4),
})

test('whoever signs what in whatever order: a team closes only after it announced it, with honest numbers, by two', () => {
	const anyContent: fc.Arbitrary<Content<RosterEntry>> = fc.oneof(
		fc.constantFrom('intake-opened' as const, 'intake-closed' as const).map((kind) => ({ kind })),
		fc
			.integer({ min: 0, max: 400 })
			.map((days) => ({ kind: 'closing-announced' as const, until: addDays(TODAY, days) })),
		anyCounts.map((counts) => ({ kind: 'closed' as const, ...counts })),
	)
	const anyStep = fc.tuple(anyContent, fc.subarray(KEYS), fc.nat(500))
	fc.assert(
		fc.property(fc.boolean(), fc.array(anyStep, { maxLength: 20 }), (two, steps) => {
			let at: Roster = two ? both : alone
			for (const [content, signers, days] of steps) {
				const before = at
				const next = step(at, content, signers, days)
				if (before.closed !== null) expect(next).toBe('closed')
				if (typeof next === 'string') continue
				at = next
				expect(at.closing === null || at.intake === 'closed').toBe(true)
				if (before.closing !== null && at.closing !== null)
					expect(at.closing.until >= before.closing.until).toBe(true)
				if (at.closed === null) continue
				const { destroyed, told, collected, handedOver, day } = at.closed
				expect(before.closing).not.toBeNull()
				expect(told <= destroyed && collected <= told && handedOver <= told).toBe(true)
				expect(day > (before.closing?.until ?? '') || collected === destroyed).toBe(true)
				const agreeing = KEYS.slice(0, 2).filter((key) => signers.includes(key)).length
				expect(agreeing).toBeGreaterThanOrEqual(two ? 2 : 1)
			}
		}),
		{ numRuns: 400 },
	)
})

describe('a team that ends', () => {
	test('stops taking messages before it says so, and gives people time', () => {
		expect(step({ ...alone, intake: 'open' }, announced)).toBe('intake-still-open')
		const until = (days: number) => step(alone, { ...announced, until: addDays(TODAY, days) })
		expect(until(COLLECT_DAYS.least - 1)).toBe('outside-limits')
		expect(until(COLLECT_DAYS.most + 1)).toBe('outside-limits')
		expect(step(alone, announced, [keyOf(TOMAS)])).toBe('needs-administrator')
		expect(after(alone, announced).closing).toEqual({ seq: 8, since: TODAY, until: UNTIL })
	})

	test('puts the last day off, never earlier, and gives all up by taking messages again', () => {
		const closing = after(alone, announced)
		expect(step(closing, announced)).toBe('already-so')
		expect(step(closing, { ...announced, until: addDays(UNTIL, -1) })).toBe('outside-limits')
		const later = after(closing, { ...announced, until: addDays(UNTIL, 10) })
		expect(later.closing).toEqual({ seq: 8, since: TODAY, until: addDays(UNTIL, 10) })
		expect(after(closing, { kind: 'intake-opened' }).closing).toBeNull()
	})

	test('is closed by two administrators where there are two', () => {
		const end = { kind: 'closed', ...NUMBERS } as const
		const closing = after(both, announced)
		expect(step(closing, end)).toBe('needs-two-administrators')
		expect(step(closing, end, [])).toBe('needs-administrator')
		expect(step(closing, end, [keyOf(RUTH), KEYS[2] ?? ''])).toBe('needs-two-administrators')
		expect(step(closing, end, KEYS.slice(0, 2))).toMatchObject({ closed: { ...NUMBERS, day: TODAY } })
		expect(step(after(alone, announced), end)).toMatchObject({ closed: NUMBERS })
		expect(step(both, end, KEYS)).toBe('closing-not-announced')
	})

	test('before the last day, only when everybody has read what was written to them', () => {
		const closing = after(alone, announced)
		const some = { kind: 'closed', ...NUMBERS, collected: 4 } as const
		expect(step(closing, some, undefined, COLLECT_DAYS.usual)).toBe('answers-not-collected')
		expect(step(closing, some, undefined, COLLECT_DAYS.usual + 1)).toMatchObject({ closed: { collected: 4 } })
	})

	test('says that no earlier or later than the days in which two can sign', () => {
		const on = (kind: 'closed' | 'closing-announced', days: number) => {
			const at = { v: 1, seq: 9, prev: '', day: addDays(TODAY, days) } as const
			return refusalOfDay(
				kind === 'closed' ? { ...at, kind, ...NUMBERS } : { ...at, kind, until: UNTIL },
				TODAY,
			)
		}
		for (const kind of ['closed', 'closing-announced'] as const) {
			expect([on(kind, -15), on(kind, -14), on(kind, 1), on(kind, 2)]).toEqual([
				'other-day',
				null,
				null,
				'other-day',
			])
		}
	})
})

test('what comes next is read from what stands', () => {
	const closing: Closing = { seq: 8, since: TODAY, until: UNTIL }
	const at = (roster: Partial<Roster>, toTell = 0, threads = 0, collected = 0, days = 0) =>
		closingStep({ ...alone, ...roster }, { toTell, threads, collected }, addDays(TODAY, days))
	expect(at({ intake: 'open' })).toBe('stop')
	expect(at({}, 0, 3)).toBe('announce')
	expect(at({ closing }, 1, 3, 2)).toBe('tell')
	expect(at({ closing }, 0, 3, 2)).toBe('wait')
	expect(at({ closing }, 0, 3, 3)).toBe('destroy')
	expect(at({ closing }, 0, 3, 2, COLLECT_DAYS.usual + 1)).toBe('destroy')
	expect(at({ closing })).toBe('prove')
	expect(at({ closing, closed: { ...NUMBERS, day: TODAY } })).toBe('closed')
	expect(isTimeToTell(closing, addDays(UNTIL, -LEAST_DAYS_TO_COLLECT))).toBe(true)
	expect(isTimeToTell(closing, addDays(UNTIL, 1 - LEAST_DAYS_TO_COLLECT))).toBe(false)
})
