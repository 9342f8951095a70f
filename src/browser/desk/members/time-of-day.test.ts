import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minuteFrom, quietFrom, spanFrom, timeFrom } from '#browser/desk/members/time-of-day.ts'

const offsets = fc.integer({ min: -14 * 4, max: 12 * 4 }).map((quarters) => quarters * 15)
const minutes = fc.integer({ min: 0, max: 1439 })

test('a time typed anywhere on earth comes back as it was typed', () => {
	fc.assert(
		fc.property(minutes, offsets, (minute, offset) => {
			const text = timeFrom(minute, offset)
			expect(text).toMatch(/^\d\d:\d\d$/)
			expect(minuteFrom(text, offset)).toBe(minute)
		}),
	)
})

test('half past seven in Kathmandu is a quarter to two in world time', () => {
	expect(minuteFrom('07:30', -345)).toBe(105)
	expect(timeFrom(105, -345)).toBe('07:30')
})

test('no time, and what is none, is nothing', () => {
	expect(quietFrom({ from: '', to: '' }, 0)).toBeNull()
	expect(quietFrom({ from: '22:00', to: '' }, 0)).toBeNull()
	expect(minuteFrom('25:00', 0)).toBeNull()
	expect(spanFrom(null, 0)).toEqual({ from: '', to: '' })
})
