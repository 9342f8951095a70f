import { expect, test } from 'vitest'
import { decideHold } from '#domain/threads/decide-hold.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import { emptyThread, type ThreadState } from '#domain/threads/thread-state.ts'
import { as, flags, ISMAEL, journal, LENA, opens, RUTH, TOMAS } from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const opened = foldThread(journal(opens(RUTH, TEAM)))

function hold(
	state: ThreadState,
	held: boolean,
	because = 'The trial is in March.',
	by = LENA,
): string | null {
	const decision = decideHold(state, { held, because }, as(by))
	return decision.ok ? null : decision.because
}

test('any reader keeps a thread longer or lets it end, once and with a reason', () => {
	expect(hold(opened, true)).toBeNull()
	expect(hold(opened, false)).toBe('already-so')
	expect(hold(opened, true, ' ')).toBe('empty-text')
	expect(hold(opened, true, 'a'.repeat(LONGEST.line + 1))).toBe('too-long')
	expect(hold(opened, true, 'x', ISMAEL)).toBe('not-a-reader')
	expect(hold(emptyThread, true)).toBe('not-open')
	const entry = { kind: 'held' as const, held: true, because: 'The trial is in March.' }
	const steps = [opens(RUTH, TEAM), { by: TOMAS, entry }]
	const held = foldThread(journal(...steps))
	expect(held.held).toEqual({ seq: 1, by: TOMAS, because: 'The trial is in March.' })
	expect(hold(held, true)).toBe('already-so')
	expect(foldThread(journal(...steps, flags(LENA, 1))).held).toBeNull()
	const released = { by: RUTH, entry: { ...entry, held: false } }
	expect(foldThread(journal(...steps, released)).held).toBeNull()
	expect(foldThread(journal(...steps, released, flags(LENA, 2))).held?.by).toBe(TOMAS)
})
