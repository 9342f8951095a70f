import { refusalToFlag } from '#domain/threads/decide-flag.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { evolveThread, passOver } from '#domain/threads/evolve-thread.ts'
import type { Placed } from '#domain/threads/placed-entry.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import { doubting, emptyThread, type ThreadState } from '#domain/threads/thread-state.ts'

/** What was decided about each flag when it was written: null when it counts. */
type Flags = ReadonlyMap<number, ThreadRefusal | null>

/**
 * The thread as its whole journal gives it, oldest entry first. Whether a flag counts is judged by the thread as it
 * stood when the flag was written; a flag that counts takes the effect of its entry away from the beginning.
 */
export function foldThread(entries: readonly Placed<TeamEntry>[]): ThreadState {
	const flags = new Map<number, ThreadRefusal | null>()
	let state = emptyThread
	for (const [at, placed] of entries.entries()) {
		const { seq, author, triage, entry } = placed
		if (typeof entry === 'object' && entry.kind === 'flagged') {
			const refusal = refusalToFlag(state, entry, { member: author, triage })
			flags.set(seq, refusal)
			if (refusal === null) {
				state = replay(entries.slice(0, at + 1), flags)
				continue
			}
		}
		state = step(state, placed, flags, [])
	}
	return state
}

function replay(entries: readonly Placed<TeamEntry>[], flags: Flags): ThreadState {
	const flagged = flaggedBy(entries, flags)
	const start: ThreadState = { ...emptyThread, flagged }
	return entries.reduce((state, placed) => step(state, placed, flags, flagged), start)
}

function step(
	state: ThreadState,
	placed: Placed<TeamEntry>,
	flags: Flags,
	flagged: readonly number[],
): ThreadState {
	if (flagged.includes(placed.seq)) return passOver(state, placed)
	const because = flags.get(placed.seq) ?? null
	const next = evolveThread(state, placed)
	return because === null ? next : doubting(next, { seq: placed.seq, what: 'without-effect', because })
}

/** Newest first: whether a flag still counts depends only on flags that came after it. */
function flaggedBy(entries: readonly Placed<TeamEntry>[], flags: Flags): number[] {
	const flagged = new Set<number>()
	for (const { seq, entry } of entries.toReversed()) {
		if (typeof entry !== 'object' || entry.kind !== 'flagged') continue
		if (flags.get(seq) === null && !flagged.has(seq)) flagged.add(entry.seq)
	}
	return [...flagged].sort((a, b) => a - b)
}
