import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { entryToExpect, laterPin } from '#domain/roster/entry-to-expect.ts'
import { MAILBOX, roster, TODAY } from '../../../tests/seed/kessa-thread.ts'

const at = (seq: number, hash: string) => ({ seq, hash })
const accepted = (head: { seq: number; hash: string } | null, by = 9) => ({
	...roster,
	gaps: [{ thread: MAILBOX, known: at(5, 'lost'), head, day: TODAY satisfies Day, roster: by }],
})

test('what a member saw counts until the team accepts that it is lost', () => {
	const pin = { ...at(5, 'lost'), roster: 7 }
	expect(entryToExpect(roster, MAILBOX, pin)).toBe(pin)
	expect(entryToExpect(accepted(at(2, 'left')), MAILBOX, pin)).toEqual({ ...at(2, 'left'), roster: 9 })
	expect(entryToExpect(accepted(null), MAILBOX, pin)).toBeNull()
	expect(entryToExpect(accepted(at(2, 'left')), 'another thread', pin)).toBe(pin)
})

test('an accepted gap covers nothing that was seen after it, and what was left counts for newcomers too', () => {
	const after = { ...at(3, 'new'), roster: 9 }
	expect(entryToExpect(accepted(at(2, 'left')), MAILBOX, after)).toBe(after)
	expect(entryToExpect(accepted(at(2, 'left')), MAILBOX, null)).toEqual({ ...at(2, 'left'), roster: 9 })
})

test('of two notes the later counts: under the newer roster, then further along', () => {
	const [early, far, late] = [
		{ ...at(1, 'a'), roster: 3 },
		{ ...at(6, 'b'), roster: 3 },
		{ ...at(2, 'c'), roster: 4 },
	]
	expect(laterPin(early, far)).toBe(far)
	expect(laterPin(late, far)).toBe(late)
	expect(laterPin(null, early)).toBe(early)
	expect(laterPin(null, null)).toBeNull()
})
