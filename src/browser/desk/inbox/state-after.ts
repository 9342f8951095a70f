import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { NOTHING_FOUND } from '#domain/threads/placed-entry.ts'
import { nextSeq, type ThreadState } from '#domain/threads/thread-state.ts'

/** The thread as it will stand when this member has added entries that quote nothing. */
export function stateAfter(
	{ state, entries: before }: ThreadView,
	entries: readonly TeamEntry[],
	{ member, roster }: Reader,
): ThreadState {
	const triage = roster.members.some(({ id, roles }) => id === member && roles.includes('triage'))
	const first = nextSeq(state)
	const placed = entries.map((entry, at) => ({
		seq: first + at,
		hash: '',
		author: member,
		triage,
		entry,
		found: NOTHING_FOUND,
	}))
	return foldThread([...before, ...placed])
}
