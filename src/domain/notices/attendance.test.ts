import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { ABSENT_DAYS, attendanceOf } from '#domain/notices/attendance.ts'
import { STATED_DAYS, WEEKDAYS } from '#domain/roster/roster.ts'

/** A Monday. */
const READ = '2026-11-16' as Day
const UNTIL = addDays(READ, STATED_DAYS)

const promises = fc.record({
	days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
	answerWithinDays: fc.integer({ min: 1, max: 30 }),
})

test('a team is never called late within its own promised time', () => {
	fc.assert(
		fc.property(promises, fc.nat(ABSENT_DAYS - 1), (card, days) => {
			fc.pre(days <= card.answerWithinDays)
			const last = { lastRead: READ, statementUntil: UNTIL }
			expect(attendanceOf(card, last, addDays(READ, days))).toEqual({ is: 'kept' })
		}),
	)
})

test('whatever a team promises, after fourteen days without a look it takes nothing new', () => {
	fc.assert(
		fc.property(promises, fc.integer({ min: ABSENT_DAYS, max: 4000 }), (card, days) => {
			const last = { lastRead: READ, statementUntil: UNTIL }
			expect(attendanceOf(card, last, addDays(READ, days))).toEqual({ is: 'absent', since: READ })
		}),
	)
})

test('a team that looks is never worse off a day earlier', () => {
	const rank = { kept: 0, late: 1, absent: 2 }
	fc.assert(
		fc.property(promises, fc.nat(40), (card, days) => {
			const last = { lastRead: READ, statementUntil: UNTIL }
			const judged = (after: number) => rank[attendanceOf(card, last, addDays(READ, after)).is]
			expect(judged(days)).toBeLessThanOrEqual(judged(days + 1))
		}),
	)
})

test.each([
	['three days later, and Thursday was a day of reading', ['mon', 'thu'], 2, 4, 'late'],
	['on the day of reading itself, which is not over', ['mon', 'thu'], 2, 3, 'kept'],
	['between two Mondays, when nobody promised to read', ['mon'], 1, 6, 'kept'],
	['on the day after a Monday without a look', ['mon'], 1, 8, 'late'],
] as const)('somebody who comes %s', (_, days, answerWithinDays, after, is) => {
	const last = { lastRead: READ, statementUntil: UNTIL }
	expect(attendanceOf({ days, answerWithinDays }, last, addDays(READ, after)).is).toBe(is)
})

test('where nobody has read yet, the day of the newest statement counts', () => {
	const card = { days: WEEKDAYS, answerWithinDays: 3 }
	const last = { lastRead: null, statementUntil: UNTIL }
	expect(attendanceOf(card, last, addDays(READ, 3))).toEqual({ is: 'kept' })
	expect(attendanceOf(card, last, addDays(READ, 5))).toEqual({ is: 'late', since: READ })
})
