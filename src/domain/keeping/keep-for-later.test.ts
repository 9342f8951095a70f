import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '#domain/days.ts'
import {
	type ForLater,
	joinedNotes,
	keptUntil,
	LATER_DAYS,
	laterOf,
	type LaterRecord,
	MOST_KEPT,
	MOST_THINGS,
	oldestKept,
	refusalOfKeeping,
} from '#domain/keeping/keep-for-later.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { FileRef } from '#domain/threads/records.ts'

const NOVEMBER = '2026-11-22' as Day

const fileOf = (size: number): FileRef => ({
	id: 'a'.repeat(32),
	key: 'AGE-SECRET-KEY-1',
	size,
	sha256: 'b'.repeat(64),
	name: 'gate.jpg',
	type: 'image/jpeg',
	parts: 1,
	copy: 'clean-copy',
})

const thing: fc.Arbitrary<ForLater> = fc.oneof(
	fc.record({ kind: fc.constant('note' as const), text: fc.string({ maxLength: 60_000 }) }),
	fc.record({ kind: fc.constant('file' as const), file: fc.nat(20_000_000).map(fileOf) }),
)

const asked = (next: ForLater) =>
	next.kind === 'note' ? next : ({ kind: 'file', size: next.file.size } as const)

const placed = (what: ForLater, n: number): LaterRecord => ({
	v: 1,
	desk: 'd',
	mailbox: 'm',
	n,
	day: NOVEMBER,
	...what,
})

test('whatever was let in one by one can be sent in one step', () => {
	fc.assert(
		fc.property(fc.array(thing, { maxLength: 60 }), (things) => {
			const kept: LaterRecord[] = []
			for (const next of things)
				if (refusalOfKeeping(kept, asked(next)) === null) kept.push(placed(next, kept.length))
			expect(kept.length).toBeLessThanOrEqual(MOST_THINGS)
			expect(joinedNotes(kept).length).toBeLessThanOrEqual(LONGEST.text)
			expect(
				kept.reduce((sum, one) => sum + (one.kind === 'file' ? one.file.size : 0), 0),
			).toBeLessThanOrEqual(MOST_KEPT)
		}),
	)
})

test('what is opened stays for the promised days and not one longer', () => {
	fc.assert(
		fc.property(fc.nat(5000), fc.integer({ min: LATER_DAYS - 3, max: LATER_DAYS + 3 }), (from, later) => {
			const visited = addDays(NOVEMBER, from)
			const today = addDays(visited, later)
			expect(visited < oldestKept(today)).toBe(today > keptUntil(visited))
		}),
	)
	expect(daysBetween(NOVEMBER, keptUntil(NOVEMBER))).toBe(LATER_DAYS)
})

test('a person is told why one more thing cannot be kept', () => {
	expect(refusalOfKeeping([], { kind: 'note', text: ' \n' })).toBe('empty-text')
	expect(refusalOfKeeping([], { kind: 'note', text: 'x'.repeat(LONGEST.text + 1) })).toBe('too-long')
	expect(refusalOfKeeping([], { kind: 'file', size: MOST_KEPT + 1 })).toBe('no-room')
	const many = Array.from({ length: MOST_THINGS }, (_, n) => placed({ kind: 'note', text: 'a' }, n))
	expect(refusalOfKeeping(many, { kind: 'note', text: 'one more' })).toBe('too-many')
})

test('notes come in the order in which they were kept, whatever order they arrive in', () => {
	const records = [placed({ kind: 'note', text: 'second' }, 1), placed({ kind: 'note', text: 'first' }, 0)]
	expect(joinedNotes(laterOf(records))).toBe('first\n\nsecond')
})
