import { expect } from 'vitest'
import type { EndpointName } from '#contract/endpoints.ts'
import type { Frame } from '#contract/frames.ts'
import type { VisibleEntry } from '#vault/outside/chain.ts'
import { type ApiServer, ask, type Asked, startApi } from './api-server.ts'
import { anEnvelope, envelopeLike, filePart, firstMessage, newPerson, type Person } from './person.ts'
import { type Colleague, entryFrame, openTeam, ringFrame, takeIn, type Team } from './team.ts'

/** A server with an open team of four, and what they and people who write to them do most. */
export type TeamWorld = {
	server: ApiServer
	team: Team
	tomas: Colleague
	/** Takes messages in, but is not given any thread by these acts. */
	lena: Colleague
	/** Advises; reads only what he is given. */
	ismael: Colleague
	at: (more?: Record<string, string>) => Record<string, string>
	/** Asks, and says why it was not done, or `done`. */
	because: (name: EndpointName, asked: Asked) => Promise<unknown>
	tells: () => Promise<{ person: Person; story: Uint8Array; file: string }>
	appendAs: (who: Colleague, thread: string, frames: readonly Frame[]) => Promise<unknown>
	opens: (person: Person, by: Colleague, readers: readonly Colleague[]) => Promise<VisibleEntry>
}

export async function openTeamWorld(options: { databaseUrl?: string } = {}): Promise<TeamWorld> {
	const server = await startApi(options)
	const team = await openTeam(server)
	const tomas = await takeIn(server, team, 'tomas')
	const lena = await takeIn(server, team, 'lena', ['triage'], [tomas])
	const ismael = await takeIn(server, team, 'ismael', [])
	const at = (more: Record<string, string> = {}) => ({ desk: team.desk, ...more })
	const because = async (name: EndpointName, asked: Asked) => {
		const answered = await ask(server.address, name, asked)
		return answered.status === 200 ? 'done' : answered.because
	}
	const appendAs: TeamWorld['appendAs'] = (who, thread, frames) =>
		because('append', { at: at({ thread }), token: who.token, frames })
	return {
		server,
		team,
		tomas,
		lena,
		ismael,
		at,
		because,
		appendAs,
		tells: async () => {
			const person = newPerson(team.desk)
			const story = await anEnvelope('story')
			expect(await because('tell', { at: at(), frames: [firstMessage(person, story)] })).toBe('done')
			const file = person.mailbox.split('').reverse().join('')
			const frames = [filePart(person, { file, part: 0, parts: 1 }, envelopeLike(900))]
			expect(await because('sendPart', { at: at(), frames })).toBe('done')
			return { person, story, file }
		},
		opens: async (person, by, readers) => {
			const { frame, visible } = await entryFrame(person.mailbox, null, { by, roster: team.roster })
			expect(await appendAs(by, person.mailbox, [frame, await ringFrame(0, readers)])).toBe('done')
			return visible
		},
	}
}
