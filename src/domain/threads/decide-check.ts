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

/** A check is a second pair of eyes: of one's own work it says nothing. */
export function refusalToCheck(
	state: ThreadState,
	{ ring, originals }: EntryOf<'checked'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	if (state.ring?.version !== ring) return 'other-ring'
	const taken = new Map(
		state.messages.flatMap((message) => message.originals.map((hash) => [hash, message.by])),
	)
	if (originals.some((original) => !taken.has(original))) return 'unknown-original'
	const foreign = originals.filter((original) => taken.get(original) !== by.member)
	if (state.ring.by === by.member && foreign.length === 0) return 'own-work'
	const before = state.checks.filter((check) => check.by === by.member)
	const nothingNew =
		before.some((check) => check.ring === ring) &&
		originals.every((original) => before.some((check) => check.originals.includes(original)))
	return nothingNew ? 'already-checked' : null
}

export function decideCheck(
	state: ThreadState,
	command: Omit<EntryOf<'checked'>, 'kind'>,
	who: Who,
): Decision {
	const entry = { kind: 'checked', ...command } as const
	return decided(state, entry, refusalToCheck(state, entry, byOf(who)))
}

/** Hashes of envelopes that a member other than the one who took them in found equal to what the journal says. */
export function checkedOriginals(state: ThreadState): string[] {
	return state.messages.flatMap(({ by, originals }) =>
		originals.filter((original) =>
			state.checks.some((check) => check.by !== by && check.originals.includes(original)),
		),
	)
}
