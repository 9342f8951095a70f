import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { arrangeCopies, type CopyRecord, keptUpTo, nextCopy } from '#domain/threads/copies.ts'
import type { TeamRecord } from '#domain/threads/records.ts'

const place = { v: 1, desk: '5'.repeat(64), mailbox: '7'.repeat(32), day: '2026-11-22' as Day } as const

const sent = (n: number, text = `text ${n}`): CopyRecord => ({
	...place,
	kind: 'sent',
	n,
	topic: null,
	text,
	when: null,
})

const read = (n: number, number: number): CopyRecord => {
	const answer: TeamRecord = {
		...place,
		kind: 'answer',
		n: number,
		text: `answer ${number}`,
		stage: 'reading',
		nextStep: '',
		promised: null,
		recipient: 'age1kessa',
		readUpTo: -1,
		roster: { seq: 0, head: '8'.repeat(64) },
	}
	return { ...place, kind: 'answer', n, answer }
}

test('whatever a server lets through, in whatever order, the person sees what is there and how much is gone', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.nat(20)), (numbers) => {
			const items = arrangeCopies(numbers.map((n) => sent(n)))
			const shown = items.flatMap((item) => (item.kind === 'copy' ? [item.record.n] : []))
			expect(shown).toEqual(numbers.toSorted((a, b) => a - b))
			const gone = items.reduce((sum, item) => sum + (item.kind === 'gone' ? item.count : 0), 0)
			expect(gone + shown.length).toBe(nextCopy(numbers.map((n) => sent(n))))
		}),
	)
})

test('an answer kept twice is shown once, a text sent twice is shown twice', () => {
	const items = arrangeCopies([sent(0, 'Please hurry.'), read(1, 0), read(2, 0), sent(3, 'Please hurry.')])
	expect(items.map((item) => item.kind === 'copy' && item.record.n)).toEqual([0, 1, 3])
})

test('an answer that was never read is not taken for a read one because a later one is kept', () => {
	expect(keptUpTo([])).toBe(-1)
	expect(keptUpTo([sent(0), read(1, 0), read(2, 1)])).toBe(1)
	expect(keptUpTo([read(0, 0), read(1, 2)])).toBe(0)
	expect(keptUpTo([read(0, 3)])).toBe(-1)
})
