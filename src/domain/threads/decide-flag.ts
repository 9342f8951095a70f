import type { EntryOf } from '#domain/threads/placed-entry.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import { leftOutOf, type Passed, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

// [Note: flags] A flag takes the effect of an entry away for every reader; a flag can be flagged in turn. Nobody judges
// their own: whoever wrote the flagged entry, or any entry that flag speaks of, has no say. An entry that shuts all
// colleagues out can be undone by any of them; one that takes access from some and leaves others reading cannot be
// undone by those who lost it. A forged story could leave honest members out, so that does not stop a flag on it.

/** Why a flag does not count. */
export function refusalToFlag(
	state: ThreadState,
	{ seq, hash }: EntryOf<'flagged'>,
	by: By,
): ThreadRefusal | null {
	const target = passedAt(state, seq)
	if (target?.hash !== hash) return 'no-such-entry'
	if (!by.triage && !readersOf(state).includes(by.member)) return 'not-a-reader'
	if (spokenOf(state, target).some(({ author }) => author === by.member)) return 'own-entry'
	if (state.flagged.includes(seq)) return 'already-flagged'
	if (target.tookFrom.includes(by.member)) return 'lost-access-by-it'
	const onStory = state.messages[0]?.seq === seq
	return leftOutOf(state).includes(by.member) && !onStory ? 'left-out-by-the-person' : null
}

export function decideFlag(
	state: ThreadState,
	command: Omit<EntryOf<'flagged'>, 'kind'>,
	who: Who,
): Decision {
	const entry = { kind: 'flagged', ...command } as const
	return decided(state, entry, refusalToFlag(state, entry, byOf(who)))
}

/** The entry, the one it flags, the one that flags, and so on. */
function spokenOf(state: ThreadState, target: Passed): Passed[] {
	const chain = [target]
	for (let at = target; at.flags !== null && at.flags < at.seq;) {
		const next = passedAt(state, at.flags)
		if (next === null) break
		chain.push(next)
		at = next
	}
	return chain
}

function passedAt(state: ThreadState, seq: number): Passed | null {
	return state.passed.find((passed) => passed.seq === seq) ?? null
}
