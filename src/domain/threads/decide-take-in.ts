import type { EntryOf, FoundMessage } from '#domain/threads/placed-entry.ts'
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

export function refusalToTakeIn(
	state: ThreadState,
	{ original }: EntryOf<'took-in'>,
	by: By,
	message: FoundMessage | null,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	if (state.messages.some(({ originals }) => originals.includes(original))) return 'already-taken-in'
	if (message?.record == null || !message.authentic) return 'not-from-the-person'
	// A second story could bring other keys for the same thread.
	return message.record.kind === 'story' ? 'not-a-later-message' : null
}

export function decideTakeIn(
	state: ThreadState,
	command: Omit<EntryOf<'took-in'>, 'kind'> & { found: FoundMessage },
	who: Who,
): Decision {
	const { found, ...rest } = command
	const entry = { kind: 'took-in', ...rest } as const
	const altered = found.original === 'differs' ? 'not-from-the-person' : null
	return decided(state, entry, refusalToTakeIn(state, entry, byOf(who), found) ?? altered)
}
