import { refusalOfRingChange } from '#domain/threads/judge-ring.ts'
import { byOf, decided, type Decision, type Who } from '#domain/threads/thread-refusals.ts'
import { nextSeq, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/** `envelope`: hash of the ring of this `version`, with a fresh key, sealed to the readers who stay. */
export type TakeAccess = { from: readonly string[]; version: number; envelope: string }

/** They may have kept what they could read; the fresh key protects what comes later. */
export function decideTakeAccess(state: ThreadState, command: TakeAccess, who: Who): Decision {
	const now = readersOf(state)
	const readers = now.filter((reader) => !command.from.includes(reader))
	const ring = { version: command.version, envelope: command.envelope, readers }
	const entry = { kind: 'ring-changed', ring, because: 'taken' } as const
	const stranger = command.from.some((reader) => !now.includes(reader)) ? 'not-reading-it-now' : null
	const refusal = refusalOfRingChange(state, entry, byOf(who), nextSeq(state))
	return decided(state, entry, refusal ?? stranger)
}
