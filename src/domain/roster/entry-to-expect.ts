import type { Place, Roster } from '#domain/roster/roster.ts'

/** The newest entry of a journal that a member has seen, and the newest roster entry they knew then. */
export type Pin = Place & { roster: number }

/**
 * The entry a journal has to show, or null when it may begin anew. What a member has seen counts until the team
 * accepts that it is lost; from then on the entry that was left counts, so that a server cannot take more away under
 * cover of an accepted gap.
 */
export function entryToExpect({ gaps }: Roster, thread: string, pin: Pin | null): Pin | null {
	const accepted = gaps.findLast((gap) => gap.thread === thread)
	if (accepted === undefined || (pin !== null && pin.roster >= accepted.roster)) return pin
	return accepted.head === null ? null : { ...accepted.head, roster: accepted.roster }
}

/** Of two notes of one member the one made later. */
export function laterPin(one: Pin | null, other: Pin | null): Pin | null {
	if (one === null || other === null) return one ?? other
	if (one.roster !== other.roster) return one.roster > other.roster ? one : other
	return one.seq >= other.seq ? one : other
}
