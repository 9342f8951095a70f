import { callServer, Refused } from '#browser/call-server.ts'
import { checkRoster, type RosterFault } from '#browser/checked-roster.ts'
import { presenceOf, type TeamPresence } from '#browser/reporter/team-presence.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import type { Hash } from '#vault/outside/format.ts'

/** A team whose signed list of readers was recomputed here and is confirmed for today. */
export type Team = TeamPresence & { desk: Hash; roster: Roster; demo: boolean }

/** Why nobody may write. Whatever is not known to be harmless is `forged`. */
export type TeamFault = 'no-team' | 'expired' | 'closed' | 'absent' | 'ended' | 'forged'

export type FoundTeams = { ok: true; teams: readonly Team[] } | { ok: false; because: TeamFault }

export type FoundTeam = { ok: true; team: Team } | { ok: false; because: TeamFault }

/**
 * Asks the server for the teams that may be written to and checks everything it says. A server that shows one forged
 * list is believed in nothing.
 * @returns at least one team; else why there is none, by the first of them that has not ended
 * @throws LineCut when no whole answer came back
 */
export async function findTeams(today: Day, signal: AbortSignal): Promise<FoundTeams> {
	const { desks, demo } = await callServer('desks', null, { signal })
	const found = await Promise.all(desks.map((told) => judged(told, { demo, today, signal })))
	const faults = found.flatMap((one) => (one.ok ? [] : [one.because]))
	if (faults.includes('forged')) return { ok: false, because: 'forged' }
	const teams = found.flatMap((one) => (one.ok ? [one.team] : []))
	return teams.length > 0
		? { ok: true, teams }
		: { ok: false, because: faults.find((fault) => fault !== 'ended') ?? faults[0] ?? 'no-team' }
}

/** The same for one team that is known already. */
export async function findTeam(desk: Hash, today: Day, signal: AbortSignal): Promise<FoundTeam> {
	const { desks, demo } = await callServer('desks', null, { signal })
	const told = desks.find((one) => one.desk === desk)
	return told === undefined ? { ok: false, because: 'no-team' } : judged(told, { demo, today, signal })
}

async function judged(
	told: Tell<'desks'>['desks'][number],
	{ demo, today, signal }: { demo: boolean; today: Day; signal: AbortSignal },
): Promise<FoundTeam> {
	const { desk } = told
	try {
		const { entries, statement } = await callServer('roster', null, { at: { desk }, signal })
		const checked = checkRoster(desk, entries, statement, today)
		if (!checked.ok) return { ok: false, because: meaningOf(checked.fault) }
		if (checked.roster.intake === 'closed') return { ok: false, because: 'closed' }
		const presence = presenceOf(told, checked, today)
		if (presence.attendance.is === 'absent') return { ok: false, because: 'absent' }
		return { ok: true, team: { desk, roster: checked.roster, demo, ...presence } }
	} catch (error) {
		if (error instanceof Refused && error.because === 'no-such-desk') return { ok: false, because: 'no-team' }
		throw error
	}
}

function meaningOf({ because }: RosterFault): TeamFault {
	if (because === 'ended') return 'ended'
	return because === 'expired' || because === 'no-statement' ? 'expired' : 'forged'
}
