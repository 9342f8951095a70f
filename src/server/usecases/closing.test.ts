import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import { addDays, type Day } from '#domain/days.ts'
import { endThreads } from '#server/usecases/end-threads.ts'
import { showPublicDesks } from '#server/usecases/show-public-desks.ts'
import { hashOf } from '#vault/outside/format.ts'
import { ask } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	answerFor,
	envelopeLike,
	firstMessage,
	newPerson,
	type Person,
	proofFor,
} from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import {
	change,
	type Colleague,
	nextEntry,
	signInAs,
	statementOf,
	todayAt,
} from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let postgres: PostgresServer
beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const COLLECT = 90

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let world: TeamWorld
	let start: Day

	beforeAll(async () => {
		world = await openTeamWorld(engine === 'sqlite' ? {} : { databaseUrl: await postgres.newDatabase() })
		start = todayAt(world.server)
	})
	afterAll(() => world.server.stop())

	const goTo = async (days: number) => {
		const { server, team, tomas, lena, ismael } = world
		server.clock.now = new Date(`${addDays(start, days)}T12:00:00Z`)
		for (const who of [team.ruth, tomas, lena, ismael]) await signInAs(server, team.desk, who)
	}
	const answers = async (person: Person) => {
		const envelope = await anEnvelope('this team ends')
		const frames = [answerFor(person, envelope)]
		expect(await world.because('deposit', { at: world.at(), frames })).toBe('done')
		return hashOf(envelope)
	}
	const returning = async (person: Person) => {
		const { server, at } = world
		const json = { mailbox: person.mailbox }
		const given = await ask(server.address, 'challenge', { at: at(), json })
		return proofFor(person, (given.value as { challenge: string }).challenge)
	}
	const reads = async (person: Person, hash: string) => {
		const json = { ...(await returning(person)), hashes: [hash] }
		expect(await world.because('acknowledge', { at: world.at(), json })).toBe('done')
	}
	const destroys = (who: Colleague, { mailbox }: Person, query: Record<string, string> = {}) =>
		world.because('destroy', { at: world.at({ thread: mailbox }), token: who.token, query })
	const closing = async (who: Colleague) =>
		(await ask(world.server.address, 'closing', { at: world.at(), token: who.token })).value
	/** Tries to say that the team has closed; nothing is kept of a refused attempt. */
	const closes = async (counts: ClosedCounts, days = 0, seeds = [world.team.ruth.signSeed]) => {
		const { server, team, at } = world
		const day = addDays(todayAt(server), days)
		const next = nextEntry(team.roster, { kind: 'closed', ...counts }, day, seeds)
		const statement = statementOf(next.roster, addDays(todayAt(server), 29), team.ruth.signSeed)
		const json = { entry: next.signed, statement }
		const answered = await ask(server.address, 'addToRoster', { at: at(), token: team.ruth.token, json })
		if (answered.status !== 200) return (answered.value as { detail?: string }).detail
		team.roster = next.roster
		return 'done'
	}

	test('a hasty or lying close is refused, an honest one ends everything', async () => {
		const { team, tomas, lena, tells, opens, because, at, server } = world
		const [mine, his, unopened] = [await tells(), await tells(), await tells()].map(({ person }) => person)
		if (mine === undefined || his === undefined || unopened === undefined) throw new Error('three people')
		await opens(mine, team.ruth, [team.ruth, tomas])
		await opens(his, tomas, [tomas])
		const way = { way: 'mail', address: 'tomas@example.org', language: 'fr', quiet: null }
		expect(await because('putNoticeWay', { at: at(), token: tomas.token, json: way })).toBe('done')

		const NONE = { destroyed: 0, told: 0, collected: 0, handedOver: 0 }
		expect(await closes(NONE)).toBe('closing-not-announced')
		await change(server, team, { kind: 'intake-closed' })
		await change(server, team, { kind: 'closing-announced', until: addDays(start, COLLECT) })
		expect(await closing(team.ruth)).toEqual({
			mine: [mine, unopened].map(({ mailbox }) => ({ thread: mailbox, collected: false })),
			others: [{ readers: [tomas.member.id], threads: 1, collected: 0 }],
			ended: NONE,
		})
		const forIsmael = (await closing(world.ismael)) as { mine: unknown[]; others: object[] }
		expect(forIsmael.mine).toEqual([])
		expect(JSON.stringify(forIsmael)).not.toContain(mine.mailbox)
		expect(await showPublicDesks(server.instance)).toMatchObject([
			{ intake: 'closed', ends: addDays(start, COLLECT), closed: null },
		])

		// Hasty: nothing collected, something left.
		const [first, second] = [await answers(mine), await answers(his)]
		expect(await destroys(tomas, mine, { ended: 'told', when: 'collected' })).toBe('too-early')
		await reads(mine, first)
		expect(await closing(team.ruth)).toMatchObject({ mine: [{ collected: true }, { collected: false }] })
		expect(await destroys(tomas, mine, { ended: 'told', when: 'collected' })).toBe('done')
		expect(await closes({ ...NONE, destroyed: 1, told: 1, collected: 1 })).toBe('threads-remain')
		expect(await endThreads(server.instance)).toBe(0)
		const kept = { ...(await returning(his)), kept: true }
		const { frames } = await ask(server.address, 'collect', { at: at(), json: kept })
		expect(frames[0]?.head).toEqual({ kind: 'kept', until: addDays(start, COLLECT) })

		// After the last day everything may go; who reads it destroys it, and nobody else.
		await goTo(COLLECT + 1)
		expect(await destroys(lena, his)).toBe('not-a-reader')
		expect(await destroys(tomas, his, { ended: 'handed-over' })).toBe('done')
		expect(second).not.toBe(first)
		expect(await closes({ destroyed: 2, told: 2, collected: 1, handedOver: 1 })).toBe('threads-remain')
		const thrown = { threads: [unopened.mailbox] }
		expect(await because('discard', { at: at(), token: lena.token, json: thrown })).toBe('done')

		// Lying: other numbers, another day.
		const honest = { destroyed: 3, told: 2, collected: 1, handedOver: 1 }
		expect(await closes({ ...honest, told: 3 })).toBe('counts-differ')
		expect(await closes({ ...honest, destroyed: 2 })).toBe('counts-differ')
		expect(await closes({ ...honest, collected: 2 })).toBe('counts-differ')
		expect(await closes(honest, 2)).toBe('other-day')
		expect(await closes(honest, 0, [tomas.signSeed])).toBe('needs-administrator')
		expect(await closes(honest)).toBe('done')

		// Nothing follows.
		expect(await closes(honest)).toBe('closed')
		const { read } = server.instance.store
		expect(await read.selectFrom('notice_ways').selectAll().execute()).toEqual([])
		expect(
			await read.selectFrom('roster_entries').select('seq').where('seq', '=', team.roster.seq).execute(),
		).toHaveLength(1)
		expect(await showPublicDesks(server.instance)).toMatchObject([
			{ intake: 'closed', closed: todayAt(server) },
		])
		const story = [firstMessage(newPerson(team.desk), envelopeLike(3000))]
		expect(await because('tell', { at: at(), frames: story })).toBe('intake-closed')
	})
})

test('two administrators sign the end, and opening again counts anew', async () => {
	const world = await openTeamWorld()
	const { server, team, at, because } = world
	try {
		const day = todayAt(server)
		const others = { recipient: 'age1pq1x'.padEnd(1900, 'q') }
		const tomas = { ...world.tomas.member, ...others, roles: ['administrator', 'triage'] as const }
		await change(server, team, { kind: 'member-removed', id: tomas.id })
		await change(server, team, { kind: 'member-added', member: tomas }, [team.rootSeed])
		const { person } = await world.tells()
		await change(server, team, { kind: 'intake-closed' })
		await change(server, team, { kind: 'closing-announced', until: addDays(day, COLLECT) })
		const query = { ended: 'told' }
		const asked = { at: at({ thread: person.mailbox }), token: team.ruth.token, query }
		expect(await because('destroy', asked)).toBe('done')
		await change(server, team, { kind: 'intake-opened' })
		await change(server, team, { kind: 'intake-closed' })
		await change(server, team, { kind: 'closing-announced', until: addDays(day, COLLECT) })

		const counts = { destroyed: 0, told: 0, collected: 0, handedOver: 0 }
		const one = nextEntry(team.roster, { kind: 'closed', ...counts }, day, [team.ruth.signSeed])
		const both = nextEntry(team.roster, { kind: 'closed', ...counts }, day, [
			team.ruth.signSeed,
			world.tomas.signSeed,
		])
		const adds = async ({ signed }: typeof one) => {
			const json = { entry: signed, statement: null }
			return (await ask(server.address, 'addToRoster', { at: at(), token: team.ruth.token, json })).value
		}
		expect(await adds(one)).toMatchObject({ detail: 'needs-two-administrators' })
		const proposal = { at: at(), token: team.ruth.token, json: { entry: one.signed } }
		expect(await because('propose', proposal)).toBe('done')
		expect(await adds(both)).toEqual({ seq: both.roster.seq })
		expect((await ask(server.address, 'proposals', { at: at(), token: team.ruth.token })).value).toEqual({
			proposals: [],
		})
	} finally {
		await server.stop()
	}
})
