import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shiftPresses } from '#browser/leave.ts'

test('Shift three times within five seconds leaves, once', () => {
	const press = shiftPresses()
	expect([0, 2000, 4999, 5100].map((at) => press('Shift', at, false))).toEqual([false, false, true, false])
})

test('Shift three times slowly does not leave', () => {
	const press = shiftPresses()
	expect([0, 3000, 6000].map((at) => press('Shift', at, false))).toEqual([false, false, false])
})

test('holding Shift down does not leave', () => {
	const press = shiftPresses()
	expect([0, 30, 60, 90].map((at) => press('Shift', at, at > 0))).toEqual([false, false, false, false])
})

test('somebody who writes in capitals never leaves by accident', () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[A-Z]$/), { maxLength: 60 }), (letters) => {
			const press = shiftPresses()
			const left = letters.flatMap((letter, at) => [
				press('Shift', at * 100, false),
				press(letter, at * 100 + 50, false),
			])
			expect(left).not.toContain(true)
		}),
	)
})
