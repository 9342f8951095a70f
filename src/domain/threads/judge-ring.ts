import type { RingNamed } from '#domain/threads/entries.ts'
import { MOST_READERS } from '#domain/threads/limits.ts'
import type { EntryOf } from '#domain/threads/placed-entry.ts'
import { type By, refusalToWork, type ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import { leftOutOf, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'

/**
 * Why a ring may not come into force.
 * @param seq of the entry that names it. Every ring takes an entry, so a version above that number is made up: it
 * would leave no room for the next.
 */
export function refusalOfRing(
	state: ThreadState,
	ring: RingNamed,
	leftOut: readonly string[],
	seq: number,
): ThreadRefusal | null {
	if (ring.version < state.nextRing || ring.version > seq) return 'other-ring'
	if (ring.readers.length === 0) return 'last-reader'
	if (ring.readers.length > MOST_READERS) return 'too-many-readers'
	if (new Set(ring.readers).size !== ring.readers.length) return 'readers-do-not-match'
	return ring.readers.some((reader) => leftOut.includes(reader)) ? 'left-out-by-the-person' : null
}

/** Why a change of readers has no effect: it must do what it says and nothing else. */
export function refusalOfRingChange(
	state: ThreadState,
	{ ring, because }: EntryOf<'ring-changed'>,
	by: By,
	seq: number,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by) ?? refusalOfRing(state, ring, leftOutOf(state), seq)
	if (refusal !== null) return refusal
	const now = readersOf(state)
	const added = ring.readers.filter((reader) => !now.includes(reader))
	const lost = now.filter((reader) => !ring.readers.includes(reader))
	if (because === 'given') {
		if (lost.length > 0) return 'readers-do-not-match'
		return added.length === 0 ? 'already-a-reader' : null
	}
	if (added.length > 0) return 'readers-do-not-match'
	if (lost.length === 0) return 'not-reading-it-now'
	// Who leaves must not know the next key, so somebody who stays has to make it.
	return lost.includes(by.member) ? 'from-yourself' : null
}
