import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { leftBehind, refusalToHandOver } from '#domain/threads/decide-hand-over.ts'
import { isOrphaned, refusalToRecover } from '#domain/threads/decide-recover.ts'
import { emptyThread, type ThreadState } from '#domain/threads/thread-state.ts'
import type { Story } from '#domain/threads/records.ts'

const STORY: Story = {
	v: 1,
	kind: 'story',
	desk: 'd'.repeat(64),
	mailbox: 'e'.repeat(32),
	visit: 'f'.repeat(16),
	n: 0,
	roster: { seq: 0, head: 'a'.repeat(64) },
	language: 'en',
	reason: null,
	text: 'They closed the office.',
	voice: null,
	consent: { reach: 'team-only', totals: false, keepFrom: '' },
	leaveOut: ['lena'],
	showAgain: false,
	keys: { recipient: 'age1', mac: '', consent: '' },
}

function threadReadBy(readers: readonly string[], more: Partial<ThreadState> = {}): ThreadState {
	const ring = { version: 0, envelope: '', readers, seq: 0, by: readers[0] ?? '' }
	return { ...emptyThread, story: STORY, ring, nextRing: 1, ...more }
}

const TEAM = ['ruth', 'tomas', 'lena']

test('what a member leaves behind is what nobody else reads, and what they promised', () => {
	expect(leftBehind(threadReadBy(['ruth']), 'ruth', TEAM)).toEqual(['reads-alone'])
	expect(leftBehind(threadReadBy(['ruth', 'amina']), 'ruth', TEAM)).toEqual(['reads-alone'])
	expect(leftBehind(threadReadBy(['ruth', 'tomas']), 'ruth', TEAM)).toEqual([])
	const promised = { answerer: 'ruth', promised: '2026-12-01' as Day }
	expect(leftBehind(threadReadBy(['ruth', 'tomas'], promised), 'ruth', TEAM)).toEqual(['answers'])
	expect(leftBehind(threadReadBy(['ruth', 'tomas'], promised), 'tomas', TEAM)).toEqual([])
	const closed = { ...promised, stage: 'closed' as const }
	expect(leftBehind(threadReadBy(['ruth', 'tomas'], closed), 'ruth', TEAM)).toEqual([])
})

test('only somebody who reads the thread can be the one who answers, and only a reader says so', () => {
	const state = threadReadBy(['ruth', 'tomas'], { answerer: 'ruth' })
	const by = (member: string) => ({ member, triage: true })
	const to = (name: string) => ({ kind: 'handed-over', to: name }) as const
	expect(refusalToHandOver(state, to('tomas'), by('ruth'))).toBeNull()
	expect(refusalToHandOver(state, to('lena'), by('ruth'))).toBe('not-reading-it-now')
	expect(refusalToHandOver(state, to('tomas'), by('lena'))).toBe('not-a-reader')
	expect(refusalToHandOver(state, to('ruth'), by('tomas'))).toBe('already-so')
	expect(refusalToHandOver(emptyThread, to('tomas'), by('ruth'))).toBe('not-open')
})

test('a thread is brought back only when everybody who read it has left, and never for whom the person left out', () => {
	expect(isOrphaned([], TEAM)).toBe(false)
	expect(isOrphaned(['amina'], TEAM)).toBe(true)
	const state = threadReadBy(['amina'])
	const recovered = (readers: readonly string[]) =>
		({ kind: 'recovered', ring: { version: 1, envelope: '', readers } }) as const
	const ruth = { member: 'ruth', triage: true }
	const refusal = (readers: readonly string[], by = ruth, team: readonly string[] | null = TEAM) =>
		refusalToRecover(state, recovered(readers), by, team, 1)
	expect(refusal(['ruth', 'tomas'])).toBeNull()
	expect(refusal(['ruth'], ruth, [...TEAM, 'amina'])).toBe('read-by-colleagues')
	expect(refusal(['ruth'], ruth, null)).toBe('read-by-colleagues')
	expect(refusal(['ruth', 'lena'])).toBe('left-out-by-the-person')
	expect(refusal(['lena'], { member: 'lena', triage: true })).toBe('left-out-by-the-person')
	expect(refusal(['tomas'])).toBe('not-a-reader')
	expect(refusal(['ruth'], { member: 'ruth', triage: false })).toBe('not-triage')
})
