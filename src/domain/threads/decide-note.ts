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

export function refusalToNote(state: ThreadState, { text }: EntryOf<'noted'>, by: By): ThreadRefusal | null {
	return refusalToWork(state, by) ?? refusalOfText(text, LONGEST.note)
}

export function decideNote(state: ThreadState, { text }: { text: string }, who: Who): Decision {
	const entry = { kind: 'noted', text } as const
	return decided(state, entry, refusalToNote(state, entry, byOf(who)))
}
