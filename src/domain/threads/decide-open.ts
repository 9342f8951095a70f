import { triageMembers, type Roster } from '#domain/roster/roster.ts'
import { refusalOfRing } from '#domain/threads/judge-ring.ts'
import type { EntryOf, FoundMessage } from '#domain/threads/placed-entry.ts'
import type { Story } from '#domain/threads/records.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import { nextSeq, type ThreadState } from '#domain/threads/thread-state.ts'

/** Who reads a thread once it is opened: opening takes nobody's access, and gives none the person refused. */
export function readersAtOpening(roster: Roster, story: Story): string[] {
	return triageMembers(roster)
		.map(({ id }) => id)
		.filter((id) => !story.leaveOut.includes(id))
}

export function refusalToOpen(
	state: ThreadState,
	{ ring }: EntryOf<'opened'>,
	by: By,
	message: FoundMessage | null,
	seq: number,
): ThreadRefusal | null {
	if (state.story !== null) return 'already-open'
	if (!by.triage) return 'not-triage'
	if (message?.record?.kind !== 'story') return 'not-a-story'
	if (!message.authentic) return 'not-from-the-person'
	if (message.record.leaveOut.includes(by.member)) return 'left-out-by-the-person'
	if (!ring.readers.includes(by.member)) return 'not-a-reader'
	return refusalOfRing(state, ring, message.record.leaveOut, seq)
}

export function decideOpen(
	state: ThreadState,
	command: Omit<EntryOf<'opened'>, 'kind'> & { found: FoundMessage },
	who: Who,
): Decision {
	const { found, ...rest } = command
	const entry = { kind: 'opened', ...rest } as const
	const refusal = refusalToOpen(state, entry, byOf(who), found, nextSeq(state))
	return decided(state, entry, refusal ?? refusalOfCapture(command, who.roster))
}

function refusalOfCapture(
	{ ring, found }: Pick<EntryOf<'opened'>, 'ring'> & { found: FoundMessage },
	roster: Roster,
): ThreadRefusal | null {
	if (found.original === 'differs') return 'not-from-the-person'
	if (found.record?.kind !== 'story') return 'not-a-story'
	const wanted = readersAtOpening(roster, found.record)
	const same =
		wanted.length === ring.readers.length && wanted.every((reader) => ring.readers.includes(reader))
	return same ? null : 'readers-do-not-match'
}
