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

/** Any reader may: whoever knows why a thread must not end, as for a trial, may not be an administrator. */
export function refusalToHold(
	state: ThreadState,
	{ held, because }: EntryOf<'held'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by) ?? refusalOfText(because, LONGEST.line)
	if (refusal !== null) return refusal
	return held === (state.held !== null) ? 'already-so' : null
}

export function decideHold(state: ThreadState, command: Omit<EntryOf<'held'>, 'kind'>, who: Who): Decision {
	const entry = { kind: 'held', ...command } as const
	return decided(state, entry, refusalToHold(state, entry, byOf(who)))
}
