import { describe, expect, test } from 'vitest'
import { checkedOriginals, decideCheck } from '#domain/threads/decide-check.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'
import {
	as,
	changesRing,
	ISMAEL,
	journal,
	later,
	LENA,
	opens,
	RUTH,
	takesIn,
	TOMAS,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const opened = foldThread(journal(opens(RUTH, TEAM)))

function because(decision: { ok: true } | { ok: false; because: string }): string | null {
	return decision.ok ? null : decision.because
}

describe('checking', () => {
	const check = (state: ThreadState, member: string, ring = 0, originals = ['original-of-the-story']) =>
		decideCheck(state, { ring, originals }, as(member))

	test('is done by somebody else than who did the work', () => {
		expect(because(check(opened, RUTH))).toBe('own-work')
		expect(because(check(opened, TOMAS))).toBeNull()
		expect(because(check(opened, TOMAS, 1))).toBe('other-ring')
		expect(because(check(opened, TOMAS, 0, ['something']))).toBe('unknown-original')
	})

	const checks = (by: string, ring: number, originals: string[]) => ({
		by,
		entry: { kind: 'checked' as const, ring, originals },
	})
	const more = takesIn(RUTH, later({ kind: 'read', n: 1, upTo: 0 }), { as: 'original-1' })

	test('who made the ring checks what others took in, and who took in checks the ring of others', () => {
		const given = changesRing(TOMAS, 'given', 1, [...TEAM, ISMAEL])
		const state = foldThread(journal(opens(RUTH, TEAM), given))
		expect(because(check(state, TOMAS, 1))).toBeNull()
		expect(because(check(state, TOMAS, 1, []))).toBe('own-work')
		expect(because(check(state, RUTH, 1))).toBeNull()
		expect(because(check(state, LENA, 1, ['original-of-the-story', 'something']))).toBe('unknown-original')
		const own = foldThread(journal(opens(RUTH, TEAM), given, checks(RUTH, 1, ['original-of-the-story'])))
		expect(own.checks).toHaveLength(1)
		expect(checkedOriginals(own), 'of one’s own work a check says nothing').toEqual([])
	})

	test('a new ring or a new message is checked again', () => {
		const first = [opens(RUTH, TEAM), checks(TOMAS, 0, ['original-of-the-story'])]
		const given = foldThread(journal(...first, changesRing(RUTH, 'given', 1, [...TEAM, ISMAEL])))
		expect(because(check(given, TOMAS, 1))).toBeNull()
		const longer = foldThread(journal(...first, more))
		expect(because(check(longer, TOMAS, 0, ['original-of-the-story', 'original-1']))).toBeNull()
		expect(checkedOriginals(longer)).toEqual(['original-of-the-story'])
		const twice = foldThread(journal(...first, more, checks(TOMAS, 0, ['original-1'])))
		expect(because(check(twice, TOMAS, 0, ['original-of-the-story', 'original-1']))).toBe('already-checked')
		const both = foldThread(
			journal(...first, changesRing(RUTH, 'given', 2, [...TEAM, ISMAEL]), checks(TOMAS, 2, [])),
		)
		expect(because(check(both, TOMAS, 2))).toBe('already-checked')
	})

	test('once is enough, and then the original may go', () => {
		const checked = foldThread(
			journal(opens(RUTH, TEAM), {
				by: TOMAS,
				entry: { kind: 'checked', ring: 0, originals: ['original-of-the-story'] },
			}),
		)
		expect(because(check(checked, TOMAS))).toBe('already-checked')
		expect(because(check(checked, LENA))).toBeNull()
		expect(checkedOriginals(checked)).toEqual(['original-of-the-story'])
		expect(checkedOriginals(opened)).toEqual([])
	})
})
