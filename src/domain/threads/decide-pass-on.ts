import { handingOn } from '#domain/consent/consent.ts'
import { writtenSinceTold } from '#domain/closing/thread-closing.ts'
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

/**
 * Another team gets what the person told only when they said yes to that: in a message they wrote after they learned
 * that this team ends. Which message it was stands in the journal, so that every reader can judge it again.
 */
export function refusalToPassOn(
	state: ThreadState,
	{ to, yes }: EntryOf<'passed-on'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by) ?? refusalOfText(to, LONGEST.line)
	if (refusal !== null) return refusal
	if (handingOn(state.consent.now) === 'may-not') return 'only-for-this-team'
	const isTheirs = writtenSinceTold(state).some(({ originals }) => originals.includes(yes))
	if (!isTheirs) return 'no-yes-of-the-person'
	return state.passedOn === null ? null : 'already-so'
}

export function decidePassOn(
	state: ThreadState,
	command: Omit<EntryOf<'passed-on'>, 'kind'>,
	who: Who,
): Decision {
	const entry = { kind: 'passed-on', ...command } as const
	return decided(state, entry, refusalToPassOn(state, entry, byOf(who)))
}
