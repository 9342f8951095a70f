import { readersAtOpening } from '#domain/threads/decide-open.ts'
import { refusalOfRing } from '#domain/threads/judge-ring.ts'
import type { EntryOf } from '#domain/threads/placed-entry.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import { leftOutOf, nextSeq, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/** Whether a ring was written and everybody it names has left the team. The server asks the same of what it can see. */
export function isOrphaned(readers: readonly string[], team: readonly string[]): boolean {
	return readers.length > 0 && !readers.some((reader) => team.includes(reader))
}

// [Note: recovery] The recovery key opens every ring. If that gave access by itself, whoever holds its papers could
// shut colleagues out of a thread that is read. So it counts only where nobody of the team reads any more, judged by
// the newest roster any entry has named: an author cannot point at an older one from before the readers came.

/** @param team ids of the members when the entry was written */
export function refusalToRecover(
	state: ThreadState,
	{ ring }: EntryOf<'recovered'>,
	by: By,
	team: readonly string[] | null,
	seq: number,
): ThreadRefusal | null {
	if (state.story === null) return 'not-open'
	if (!by.triage) return 'not-triage'
	if (!isOrphaned(readersOf(state), team ?? readersOf(state))) return 'read-by-colleagues'
	if (leftOutOf(state).includes(by.member)) return 'left-out-by-the-person'
	if (!ring.readers.includes(by.member)) return 'not-a-reader'
	return refusalOfRing(state, ring, leftOutOf(state), seq)
}

/** Who reads a recovered thread: everybody who opens what comes in, but for those the person left out. */
export function readersAtRecovery(state: ThreadState, { roster }: Pick<Who, 'roster'>): string[] {
	return state.story === null ? [] : readersAtOpening(roster, state.story)
}

/** `envelope`: hash of the ring of this `version`, with a fresh key, sealed to {@link readersAtRecovery}. */
export function decideRecover(
	state: ThreadState,
	{ version, envelope }: { version: number; envelope: string },
	who: Who,
): Decision {
	const ring = { version, envelope, readers: readersAtRecovery(state, who) }
	const entry = { kind: 'recovered', ring } as const
	const team = who.roster.members.map(({ id }) => id)
	return decided(state, entry, refusalToRecover(state, entry, byOf(who), team, nextSeq(state)))
}
