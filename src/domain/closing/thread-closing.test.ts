import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Closing } from '#domain/closing/closing.ts'
import { endOf, isTold, mayHandOn, obstacleToEnd, writtenSinceTold } from '#domain/closing/thread-closing.ts'
import { addDays } from '#domain/days.ts'
import { decidePassOn } from '#domain/threads/decide-pass-on.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'
import {
	answer,
	answers,
	anyJournal,
	as,
	flags,
	ISMAEL,
	journal,
	later,
	LENA,
	opens,
	RUTH,
	type Step,
	story,
	takesIn,
	TODAY,
	TOMAS,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const CLOSING: Closing = { seq: 7, since: TODAY, until: addDays(TODAY, 90) }
const OVER = addDays(CLOSING.until, 1)

const last = answers(TOMAS, answer(0, { stage: 'closed', promised: null, ends: CLOSING.until }))
const says = (text: string, n: number) =>
	takesIn(TOMAS, later({ kind: 'addition', n, topic: 'more', text, when: null }))
const passes = (yes: string, to = 'Lamp Post'): Step => ({
	by: TOMAS,
	entry: { kind: 'passed-on', to, yes },
})

const told = journal(opens(RUTH, TEAM), says('before', 1), last)
const answered = journal(opens(RUTH, TEAM), says('before', 1), last, says('Yes, give it to Lamp Post.', 2))

function passOn(state: ThreadState, yes: string, by = TOMAS, to = 'Lamp Post'): string | null {
	const decision = decidePassOn(state, { to, yes }, as(by))
	return decision.ok ? null : decision.because
}

test('only what the person wrote after they were told can be their yes, and never against “only this team”', () => {
	const state = foldThread(answered)
	expect(writtenSinceTold(foldThread(told))).toEqual([])
	expect(mayHandOn(state)).toBe(true)
	expect(passOn(state, 'original-2-addition')).toBeNull()
	expect(passOn(state, 'original-1-addition')).toBe('no-yes-of-the-person')
	expect(passOn(state, 'original-of-the-story')).toBe('no-yes-of-the-person')
	expect(passOn(foldThread(told), 'original-1-addition')).toBe('no-yes-of-the-person')
	expect(passOn(state, 'original-2-addition', ISMAEL)).toBe('not-a-reader')
	expect(passOn(state, 'original-2-addition', TOMAS, ' ')).toBe('empty-text')
	const own = story({ consent: { reach: 'team-only', totals: false, keepFrom: '' } })
	const ours = foldThread(journal(opens(RUTH, TEAM, own), last, says('Yes.', 2)))
	expect(mayHandOn(ours)).toBe(false)
	expect(passOn(ours, 'original-2-addition')).toBe('only-for-this-team')
})

test('a colleague who judges the yes otherwise takes the handing over away again', () => {
	const steps = [opens(RUTH, TEAM), last, says('Not to anybody!', 2), passes('original-2-addition')]
	const passed = foldThread(journal(...steps))
	expect(passed.passedOn).toEqual({ seq: 3, by: TOMAS, to: 'Lamp Post' })
	expect(endOf(passed, CLOSING)).toBe('handed-over')
	expect(passOn(passed, 'original-2-addition')).toBe('already-so')
	expect(endOf(foldThread(journal(...steps, flags(LENA, 3))), CLOSING)).toBe('told')
})

test('who was told of a closing that was given up is told again', () => {
	const state = foldThread(told)
	expect(isTold(state, CLOSING)).toBe(true)
	expect(isTold(state, { ...CLOSING, seq: 8 })).toBe(false)
	expect(endOf(state, { ...CLOSING, seq: 8 })).toBeNull()
})

test('nothing goes that is held, unread, or not collected before its day', () => {
	const state = foldThread(told)
	const done = { state, waiting: 0, left: true, collected: true, allCollected: true }
	const why = (change: Partial<typeof done> | { state: null }, today = TODAY) =>
		obstacleToEnd({ ...done, ...change }, CLOSING, today)
	expect(why({})).toBeNull()
	expect(why({ collected: false })).toBe('not-collected')
	expect(why({ allCollected: false })).toBe('not-collected')
	expect(why({ collected: false, allCollected: false }, CLOSING.until)).toBe('not-collected')
	expect(why({ collected: false, allCollected: false }, OVER)).toBeNull()
	expect(why({ left: false }, OVER)).toBe('not-told')
	expect(why({ state: foldThread(journal(opens(RUTH, TEAM))) }, OVER)).toBe('not-told')
	expect(why({ waiting: 1 }, OVER)).toBe('unread')
	const held = { by: LENA, entry: { kind: 'held', held: true, because: 'A trial.' } } as const
	expect(
		why({ state: foldThread([...told, ...journal(held).map((one) => ({ ...one, seq: 3 }))]) }, OVER),
	).toBe('held')
	expect(why({ state: null })).toBe('not-told')
	expect(why({ state: null }, OVER)).toBeNull()
})

test('whatever stands in a journal: what may go early was told and collected, and nothing held ever goes', () => {
	fc.assert(
		fc.property(anyJournal, fc.nat(1), fc.boolean(), fc.boolean(), (steps, waiting, collected, over) => {
			const state = foldThread(steps)
			const ending = { state, waiting, left: true, collected, allCollected: collected }
			if (obstacleToEnd(ending, CLOSING, over ? OVER : TODAY) !== null) return
			expect(state.held).toBeNull()
			expect(waiting).toBe(0)
			if (!over) expect(collected && isTold(state, CLOSING)).toBe(true)
		}),
	)
})
