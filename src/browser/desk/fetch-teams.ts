import { callServer } from '#browser/desk/call-desk.ts'
import { checkChain } from '#browser/checked-roster.ts'

export type Team = { desk: string; name: string }

/** The teams of this server whose roster holds together, by the name on their card. */
export async function fetchTeams(): Promise<Team[]> {
	const { desks } = await callServer('desks', null)
	const teams = await Promise.all(
		desks.map(async ({ desk }) => {
			const { entries } = await callServer('roster', null, { at: { desk } })
			const chain = checkChain(desk, entries)
			return chain.ok ? [{ desk, name: chain.roster.card.name }] : []
		}),
	)
	return teams.flat()
}
