import { isInterpreter } from '#domain/roster/interpreters.ts'
import { refusalOfRingChange } from '#domain/threads/judge-ring.ts'
import {
	byOf,
	decided,
	type Decision,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import { nextSeq, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/** `envelope`: hash of the ring of this `version`, sealed to the readers there were and to these members. */
export type GiveAccess = { to: readonly string[]; version: number; envelope: string }

export function decideGiveAccess(state: ThreadState, command: GiveAccess, who: Who): Decision {
	const readers = [...readersOf(state), ...command.to]
	const ring = { version: command.version, envelope: command.envelope, readers }
	const entry = { kind: 'ring-changed', ring, because: 'given' } as const
	const refusal =
		refusalToName(state, command.to, who) ?? refusalOfRingChange(state, entry, byOf(who), nextSeq(state))
	return decided(state, entry, refusal)
}

function refusalToName(state: ThreadState, to: readonly string[], { roster }: Who): ThreadRefusal | null {
	if (to.some((reader) => readersOf(state).includes(reader))) return 'already-a-reader'
	const members = roster.members.filter(({ id }) => to.includes(id))
	if (members.some(isInterpreter)) return 'interpreters-read-no-thread'
	return to.every((reader) => members.some(({ id }) => id === reader)) ? null : 'not-in-the-roster'
}
