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

export function refusalToMove(
	state: ThreadState,
	{ stage, promised }: EntryOf<'moved'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	return stage === state.stage && promised === state.promised ? 'already-so' : null
}

/** Any stage may follow any other: a thread is reopened, and work is seldom a straight line. */
export function decideMove(state: ThreadState, command: Omit<EntryOf<'moved'>, 'kind'>, who: Who): Decision {
	const entry = { kind: 'moved', ...command } as const
	const late = command.promised !== null && command.promised < who.today ? 'promise-in-the-past' : null
	return decided(state, entry, refusalToMove(state, entry, byOf(who)) ?? late)
}
