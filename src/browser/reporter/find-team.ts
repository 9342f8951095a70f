import { callServer, Refused } from '#browser/call-server.ts'
import { checkRoster, type RosterFault } from '#browser/checked-roster.ts'
import { presenceOf, type TeamPresence } from '#browser/reporter/team-presence.ts'
import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import type { Hash } from '#vault/outside/format.ts'

/** The team whose signed list of readers was recomputed here and is confirmed for today. */
export type Team = TeamPresence & { desk: Hash; roster: Roster; demo: boolean }

/** Why nobody may write. Whatever is not known to be harmless is `forged`. */
export type TeamFault = 'no-team' | 'expired' | 'closed' | 'absent' | 'forged'

export type FoundTeam = { ok: true; team: Team } | { ok: false; because: TeamFault }

/**
 * Asks the server for its team and checks everything it says.
 * @throws LineCut when no whole answer came back
 */
export async function findTeam(today: Day, signal: AbortSignal): Promise<FoundTeam> {
	try {
		const { desks, demo } = await callServer('desks', null, { signal })
		const [first] = desks
		if (first === undefined) return { ok: false, because: 'no-team' }
		const { entries, statement } = await callServer('roster', null, { at: { desk: first.desk }, signal })
		const checked = checkRoster(first.desk, entries, statement, today)
		if (!checked.ok) return { ok: false, because: meaningOf(checked.fault) }
		if (checked.roster.intake === 'closed') return { ok: false, because: 'closed' }
		const presence = presenceOf(first, checked, today)
		if (presence.attendance.is === 'absent') return { ok: false, because: 'absent' }
		return { ok: true, team: { desk: first.desk, roster: checked.roster, demo, ...presence } }
	} catch (error) {
		if (error instanceof Refused && error.because === 'no-such-desk') return { ok: false, because: 'no-team' }
		throw error
	}
}

function meaningOf({ because }: RosterFault): TeamFault {
	return because === 'expired' || because === 'no-statement' ? 'expired' : 'forged'
}
