import { colleaguesOf } from '#domain/roster/interpreters.ts'
import type { Roster } from '#domain/roster/roster.ts'

/** Colleagues a traveller's keys are left with: one can be unreachable, three would be one more to force. */
export const MOST_KEEPERS = 2

export type TravelRefusal = 'nobody-chosen' | 'too-many-chosen' | 'yourself' | 'not-in-the-roster'

/**
 * Why a member may not leave their keys with these colleagues, or null when they may.
 * @param keepers ids of members
 */
export function refusalToTravel(
	roster: Roster,
	member: string,
	keepers: readonly string[],
): TravelRefusal | null {
	const chosen = new Set(keepers)
	if (chosen.size === 0) return 'nobody-chosen'
	if (chosen.size > MOST_KEEPERS || chosen.size !== keepers.length) return 'too-many-chosen'
	if (chosen.has(member)) return 'yourself'
	const team = colleaguesOf(roster).map(({ id }) => id)
	return keepers.every((keeper) => team.includes(keeper)) ? null : 'not-in-the-roster'
}
