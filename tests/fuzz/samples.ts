import * as v from 'valibot'
import type { EndpointName } from '#contract/endpoints.ts'
import type { Frame } from '#contract/frames.ts'
import { addDays } from '#domain/days.ts'
import { hashOf } from '#vault/outside/format.ts'
import { ask } from '../world/api-server.ts'
import {
	answerFor,
	anEnvelope,
	envelopeLike,
	filePart,
	firstMessage,
	furtherMessage,
	keptFirstMessage,
	laterCopy,
	newPerson,
	proofFor,
} from '../world/person.ts'
import { entryFrame, joinRequest, ringFrame, statementOf, todayAt } from '../world/team.ts'
import type { TeamWorld } from '../world/team-world.ts'

export type Sample = {
	name: EndpointName
	at?: Record<string, string>
	json?: unknown
	frames?: Frame[]
}

/** Requests a server takes, by endpoint. */
export const SAMPLES = new Map<EndpointName, Sample[]>()
/** Ids and keys it knows. */
export const known: string[] = []

/**
 * Makes them anew: a thread that was destroyed takes no more of them.
 * @param more further ids the server knows
 */
export async function takeSamples(world: TeamWorld, more: readonly string[]): Promise<void> {
	known.splice(0, Infinity, ...more)
	SAMPLES.clear()
	for (const sample of await samples(world))
		SAMPLES.set(sample.name, [...(SAMPLES.get(sample.name) ?? []), sample])
}

/** What people and a team do, each with the signatures it needs: bent and damaged it comes furthest. */
async function samples(world: TeamWorld): Promise<Sample[]> {
	const { team, tomas, lena, server } = world
	const { person, file } = await world.tells()
	const opened = await world.opens(person, team.ruth, [team.ruth, tomas])
	const [other, third, later] = [newPerson(team.desk), newPerson(team.desk), newPerson(team.desk)]
	const challenge = await ask(server.address, 'challenge', {
		at: world.at(),
		json: { mailbox: person.mailbox },
	})
	const { challenge: said } = v.parse(v.object({ challenge: v.string() }), challenge.value)
	known.push(team.desk, person.mailbox, file, team.ruth.member.id, tomas.member.id, lena.auth)
	known.push(team.ruth.member.signingKey, said, 'ruth', 'tomas', team.ruth.auth)
	const envelope = await anEnvelope('what the guards said')
	const entry = await entryFrame(person.mailbox, opened, { by: team.ruth, roster: team.roster })
	const { head } = firstMessage(later, envelope)
	return [
		{ name: 'tell', frames: [firstMessage(other, envelope)] },
		{ name: 'tell', frames: [keptFirstMessage(third, envelope, envelopeLike(900))] },
		{ name: 'write', frames: [furtherMessage(person, envelopeLike(900))] },
		{ name: 'keepCopy', frames: [laterCopy(person, envelopeLike(800))] },
		{ name: 'deposit', frames: [answerFor(person, envelopeLike(700))] },
		{ name: 'sendPart', frames: [filePart(person, { file, part: 1, parts: 2 }, envelopeLike(900))] },
		{ name: 'challenge', json: { mailbox: person.mailbox } },
		{ name: 'collect', json: { ...proofFor(person, said), kept: true } },
		{ name: 'forgetCopies', json: proofFor(person, said) },
		{ name: 'keepLater', frames: [{ head: without(head, 'depositKey'), bytes: envelope }] },
		{ name: 'openSession', json: { login: 'lena', auth: lena.auth, way: 'passphrase' } },
		{ name: 'join', json: { token: 'a'.repeat(64), ...(await joinRequest(team.desk, lena)) } },
		{
			name: 'append',
			at: { thread: person.mailbox },
			frames: [entry.frame, await ringFrame(1, [team.ruth])],
		},
		{ name: 'destroy', at: { thread: person.mailbox } },
		{
			name: 'state',
			json: { statement: statementOf(team.roster, addDays(todayAt(server), 30), team.ruth.signSeed) },
		},
		{
			name: 'putNoticeRule',
			json: { rhythm: 'soon', dailyMinute: 540, quiet: null, duty: [lena.member.id] },
		},
		{ name: 'putNoticeWay', json: { way: 'mail', address: 'lena@example.org', language: 'fr', quiet: null } },
		{
			name: 'putNoticeWay',
			json: { way: 'webhook', address: 'https://example.org/', language: 'fr', quiet: null },
		},
		{
			name: 'lacking',
			json: { known: [{ thread: person.mailbox, messages: [hashOf(envelope)], entries: 1 }] },
		},
	]
}

function without(head: unknown, name: string): unknown {
	return Object.fromEntries(Object.entries(head as object).filter(([key]) => key !== name))
}
