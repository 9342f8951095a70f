import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingShares, MOST_SHARES, refusalToLay, refusalToSplit } from '#domain/roster/recovery-shares.ts'

test('a key is split only where several people must agree and that many papers exist', () => {
	fc.assert(
		fc.property(fc.integer({ min: -1, max: 20 }), fc.integer({ min: -1, max: 20 }), (of, threshold) => {
			const may = threshold >= 2 && threshold <= of && of <= MOST_SHARES
			expect(refusalToSplit({ of, threshold }) === null).toBe(may)
		}),
	)
	expect(refusalToSplit({ of: 5, threshold: 1 })).toBe('one-would-be-enough')
	expect(refusalToSplit({ of: 2, threshold: 3 })).toBe('more-than-there-are')
	expect(refusalToSplit({ of: 10, threshold: 3 })).toBe('too-many-papers')
})

test('the paper of another set, and the same paper twice, are turned away with the reason', () => {
	const second = { set: 4, number: 2, threshold: 3 }
	expect(refusalToLay([], second)).toBeNull()
	expect(refusalToLay([second], { ...second, number: 5 })).toBeNull()
	expect(refusalToLay([second], second)).toBe('same-paper')
	expect(refusalToLay([second], { ...second, number: 5, set: 5 })).toBe('other-set')
	expect(refusalToLay([second], { ...second, number: 5, threshold: 2 })).toBe('other-set')
})

test('who has laid papers is told how many are missing', () => {
	const paper = (number: number) => ({ set: 1, number, threshold: 3 })
	expect(missingShares([])).toBeNull()
	expect(missingShares([paper(2)])).toBe(2)
	expect(missingShares([paper(2), paper(1), paper(3)])).toBe(0)
})
