import { LONGEST, refusalOfText } from '#domain/threads/limits.ts'
import type { EntryOf } from '#domain/threads/placed-entry.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	refusalToWork,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'

export function refusalToJudgeWish(
	state: ThreadState,
	{ message, how }: EntryOf<'wish-judged'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	const open = state.wishes.some((wish) => wish.message === message && wish.standing === 'waiting')
	return open ? refusalOfText(how, LONGEST.line) : 'no-open-wish'
}

/** `how`: in the member's words, how they made sure that it is, or is not, the person. */
export function decideJudgeWish(
	state: ThreadState,
	command: Omit<EntryOf<'wish-judged'>, 'kind'>,
	who: Who,
): Decision {
	const entry = { kind: 'wish-judged', ...command } as const
	return decided(state, entry, refusalToJudgeWish(state, entry, byOf(who)))
}
