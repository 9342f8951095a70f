import { expect, test } from 'vitest'
import { fillGaps } from '#server/words/fill-gaps.ts'

test('a person reads every sentence their language has, and the others in the other language', () => {
	const model = { back: 'Back', home: { title: 'You have the right', free: 'Free' } }
	let gaps = 0
	const filled = fillGaps({ back: 'Rudi', home: { title: 'Una haki' } }, model, () => {
		gaps += 1
	})
	expect(filled).toEqual({ back: 'Rudi', home: { title: 'Una haki', free: 'Free' } })
	expect(gaps).toBe(1)
})

test('a counted sentence and a list are taken whole, in the forms of their language', () => {
	const own = { days: { one: 'dia', many: 'de dias', other: 'dias' }, can: ['a'] }
	const model = { days: { one: 'day', other: 'days' }, can: ['a', 'b'] }
	expect(fillGaps(own, model, () => expect.fail('nothing is lacking'))).toEqual(own)
})
