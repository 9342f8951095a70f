import { callServer } from '#browser/call-server.ts'
import { checkRoster } from '#browser/checked-roster.ts'
import { presenceOf, type TeamPresence } from '#browser/reporter/team-presence.ts'
import type { Standing } from '#browser/reporter/thread-recipients.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { Day } from '#domain/days.ts'
import type { Hash } from '#vault/outside/format.ts'
import { textHash } from '#vault/outside/signed-text.ts'

/** The team a person comes back to. What is wrong with its list of who reads forbids writing, not reading. */
export type ReturnTeam = {
	desk: Hash
	standing: Standing
	/** Null where the card with the team's promise cannot be trusted. */
	presence: TeamPresence | null
}

/**
 * Asks the server for its teams and checks, on this device, who reads.
 * @returns nothing when nobody reads here
 * @throws LineCut when no whole answer came back
 */
export async function findReturnTeams(today: Day): Promise<ReturnTeam[]> {
	const { desks } = await callServer('desks', null)
	return Promise.all(desks.map((told) => returnTeamOf(told, today)))
}

async function returnTeamOf(told: Tell<'desks'>['desks'][number], today: Day): Promise<ReturnTeam> {
	const { desk } = told
	const { entries, statement } = await callServer('roster', null, { at: { desk } })
	const checked = checkRoster(desk, entries, statement, today)
	if (!checked.ok) return { desk, standing: checked, presence: null }
	const standing = { ok: true, roster: checked.roster, heads: entries.map(textHash) } as const
	return { desk, standing, presence: presenceOf(told, checked, today) }
}
