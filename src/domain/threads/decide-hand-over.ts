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
import { readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/** What a member who leaves would leave undone in a thread. */
export type LeftBehind =
	/** Nobody else of the team can read it. */
	| 'reads-alone'
	/** The person was promised something, and this member is the one who answers. */
	| 'answers'

/**
 * What of a thread has to be handed over before this member leaves.
 * @param team ids of the members now
 */
export function leftBehind(state: ThreadState, member: string, team: readonly string[]): LeftBehind[] {
	const reading = readersOf(state).filter((reader) => team.includes(reader))
	const readsAlone = reading.length === 1 && reading[0] === member
	const answers = state.answerer === member && state.promised !== null && state.stage !== 'closed'
	return [...(readsAlone ? ['reads-alone' as const] : []), ...(answers ? ['answers' as const] : [])]
}

/** Any reader may say who answers from now on: whoever leaves may be unable to. */
export function refusalToHandOver(
	state: ThreadState,
	{ to }: EntryOf<'handed-over'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	if (!readersOf(state).includes(to)) return 'not-reading-it-now'
	return state.answerer === to ? 'already-so' : null
}

export function decideHandOver(state: ThreadState, { to }: { to: string }, who: Who): Decision {
	const entry = { kind: 'handed-over', to } as const
	return decided(state, entry, refusalToHandOver(state, entry, byOf(who)))
}
