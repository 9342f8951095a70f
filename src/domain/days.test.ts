import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOf, daysBetween, type Day, isDay } from '#domain/days.ts'

const anyDay = fc
	.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2400, 0, 1) })
	.map((instant) => dayOf(new Date(instant)))
	.filter((day): day is Day => day !== null)

test('days are added and counted back, across months, years and leap days', () => {
	fc.assert(
		fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
			expect(daysBetween(day, addDays(day, days))).toBe(days)
			expect(addDays(day, days) > day).toBe(days > 0)
		}),
	)
})

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '20261122', '2026-11-22T00:00:00Z'])(
	'%j is no day',
	(text) => {
		expect(isDay(text)).toBe(false)
	},
)

test('the leap day of 2028 is a day', () => {
	expect(isDay('2028-02-29')).toBe(true)
	expect(dayOf(new Date('never'))).toBeNull()
})
