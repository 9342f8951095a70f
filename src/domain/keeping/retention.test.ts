import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '#domain/days.ts'
import {
	DEFAULT_RETENTION,
	lastDayOf,
	movedBefore,
	nearnessOf,
	notEndingBefore,
	refusalOfRetention,
	type Retention,
	RETENTION_LIMITS,
	type RetentionInForce,
	WARN_TEAM_DAYS,
	withRetention,
} from '#domain/keeping/retention.ts'

const NOVEMBER = '2026-11-22' as Day

const { keepDays, backupDays } = RETENTION_LIMITS
const retention: fc.Arbitrary<Retention> = fc.record({
	keepDays: fc.integer({ min: keepDays.least, max: keepDays.most }),
	backupDays: fc.integer({ min: backupDays.least, max: backupDays.most }),
})
const day = fc.integer({ min: -4000, max: 4000 }).map((days) => addDays(NOVEMBER, days))

/** Rules set one after the other, each some days after the one before. */
const rules = fc.array(fc.record({ next: retention, later: fc.nat(400) }), { maxLength: 8 })

function inForce(changes: readonly { next: Retention; later: number }[], from: Day) {
	let at = from
	let rule: RetentionInForce = DEFAULT_RETENTION
	for (const { next, later } of changes) {
		at = addDays(at, later)
		rule = withRetention(rule, next, at)
	}
	return { rule, at }
}

test('whatever was set before, nothing ends sooner than the new rule says, nor within 30 days of a shorter one', () => {
	fc.assert(
		fc.property(rules, retention, day, fc.nat(4000), (earlier, next, moved, later) => {
			const { rule: before, at } = inForce(earlier, moved)
			const set = addDays(at, later)
			const after = withRetention(before, next, set)
			const last = lastDayOf(after, moved)
			expect(daysBetween(moved, last)).toBeGreaterThanOrEqual(next.keepDays)
			if (next.keepDays < before.keepDays) expect(daysBetween(set, last)).toBeGreaterThan(WARN_TEAM_DAYS)
			else expect(last >= lastDayOf(before, moved)).toBe(true)
		}),
	)
})

test('a longer time set again does not take the notice of a shorter one back', () => {
	fc.assert(
		fc.property(rules, retention, day, (earlier, next, moved) => {
			const { rule, at } = inForce(earlier, moved)
			const { notBefore } = withRetention(rule, next, at)
			expect(rule.notBefore === null || (notBefore !== null && notBefore >= rule.notBefore)).toBe(true)
		}),
	)
})

test('the day that separates what is over from what stays agrees with each last day', () => {
	fc.assert(
		fc.property(rules, day, fc.integer({ min: -4000, max: 4000 }), (earlier, moved, later) => {
			const { rule } = inForce(earlier, moved)
			const by = addDays(moved, later)
			const before = movedBefore(rule, by)
			expect(before !== null && moved < before).toBe(lastDayOf(rule, moved) <= by)
		}),
	)
})

test('what moves later never ends earlier, and what the server postpones never ends before that day', () => {
	fc.assert(
		fc.property(rules, day, fc.nat(4000), day, (earlier, moved, later, postponed) => {
			const { rule } = inForce(earlier, moved)
			expect(lastDayOf(rule, addDays(moved, later)) >= lastDayOf(rule, moved)).toBe(true)
			const last = lastDayOf(notEndingBefore(rule, postponed), moved)
			expect(last >= postponed && last >= lastDayOf(rule, moved)).toBe(true)
			expect(lastDayOf(notEndingBefore(rule, null), moved)).toBe(lastDayOf(rule, moved))
		}),
	)
})

test('without any rule of the team a conversation is kept for two years, and backups for a month', () => {
	expect(DEFAULT_RETENTION).toEqual({ keepDays: 730, backupDays: 30, notBefore: null })
	expect(lastDayOf(DEFAULT_RETENTION, NOVEMBER)).toBe('2028-11-21')
	expect(refusalOfRetention(DEFAULT_RETENTION, { keepDays: 730, backupDays: 30 })).toBe('already-so')
})

test.each([
	[{ keepDays: 89, backupDays: 30 }, 'outside-limits'],
	[{ keepDays: 3651, backupDays: 30 }, 'outside-limits'],
	[{ keepDays: 90.5, backupDays: 30 }, 'outside-limits'],
	[{ keepDays: 90, backupDays: -1 }, 'outside-limits'],
	[{ keepDays: 90, backupDays: 366 }, 'outside-limits'],
	[{ keepDays: 90, backupDays: 0 }, null],
	[{ keepDays: 3650, backupDays: 365 }, null],
	[{ keepDays: 730, backupDays: 31 }, null],
])('the rule %o: %s', (next, refusal) => {
	expect(refusalOfRetention(DEFAULT_RETENTION, next)).toBe(refusal)
})

test('an end is near from the day of the warning to the last day, and over the day after', () => {
	const at = (days: number) => nearnessOf(addDays(NOVEMBER, days), NOVEMBER, WARN_TEAM_DAYS)
	expect([at(31), at(30), at(0), at(-1)]).toEqual(['far', 'near', 'near', 'over'])
})
