import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/** Why an act on a thread is refused, or an entry has no effect. Each has a sentence in every language. */
export const THREAD_REFUSALS = [
	'already-a-reader',
	'already-checked',
	'already-deposited',
	'already-flagged',
	'already-open',
	'already-so',
	'already-taken-in',
	'empty-text',
	'from-yourself',
	'interpreters-read-no-thread',
	'last-reader',
	'left-out-by-the-person',
	'lost-access-by-it',
	'no-open-wish',
	'no-such-answer',
	'no-such-entry',
	'no-such-translation',
	'no-yes-of-the-person',
	'not-a-later-message',
	'not-a-reader',
	'not-a-story',
	'not-an-interpreter',
	'not-from-the-interpreter',
	'not-from-the-person',
	'not-in-the-roster',
	'not-open',
	'not-reading-it-now',
	'not-triage',
	'only-for-this-team',
	'other-number',
	'other-ring',
	'own-entry',
	'own-work',
	'promise-in-the-past',
	'read-by-colleagues',
	'read-only',
	'readers-do-not-match',
	'too-long',
	'too-many-readers',
	'unknown-original',
] as const
export type ThreadRefusal = (typeof THREAD_REFUSALS)[number]

/** The member who acts, by the roster they have checked. */
export type Who = { member: string; roster: Roster; today: Day }

/** The member behind an entry. */
export type By = { member: string; triage: boolean }

export type Decision = { ok: true; entry: TeamEntry } | { ok: false; because: ThreadRefusal }

export function byOf({ member, roster }: Who): By {
	const triage = roster.members.some(({ id, roles }) => id === member && roles.includes('triage'))
	return { member, triage }
}

/** The entry, unless there is a refusal or an entry this client does not understand. */
export function decided(state: ThreadState, entry: TeamEntry, refusal: ThreadRefusal | null): Decision {
	if (state.readOnly !== null && entry.kind !== 'flagged') return { ok: false, because: 'read-only' }
	return refusal === null ? { ok: true, entry } : { ok: false, because: refusal }
}

/** What holds for everything a member does in a thread but opening and flagging. */
export function refusalToWork(state: ThreadState, by: By): ThreadRefusal | null {
	if (state.story === null) return 'not-open'
	return readersOf(state).includes(by.member) ? null : 'not-a-reader'
}
