import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { showPublicDesks } from '#server/usecases/show-public-desks.ts'
import { ask } from '../../../tests/world/api-server.ts'
import { envelopeLike, firstMessage, furtherMessage, newPerson } from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import { signInAs } from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

const READ = '2026-11-23' as Day
let world: TeamWorld

let postgres: PostgresServer

beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

function setDay(days: number): void {
	world.server.clock.now = new Date(`${addDays(READ, days)}T10:00:00Z`)
}

async function somebodyLooks(): Promise<void> {
	await signInAs(world.server, world.team.desk, world.tomas)
	expect(await world.because('changes', { at: world.at(), token: world.tomas.token })).toBe('done')
}

async function shown() {
	const [desk] = await showPublicDesks(world.server.instance)
	return { attendance: desk?.attendance, intake: desk?.intake, lastRead: desk?.lastRead }
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	beforeAll(async () => {
		world = await openTeamWorld(engine === 'sqlite' ? {} : { databaseUrl: await postgres.newDatabase() })
	})
	afterAll(() => world.server.stop())

	test('a team that stays away is called late, then takes nothing new, and takes it again when somebody looks', async () => {
		setDay(0)
		await somebodyLooks()
		expect(await shown()).toEqual({ attendance: { is: 'kept' }, intake: 'open', lastRead: READ })
		const early = firstMessage(newPerson(world.team.desk), envelopeLike(3000))
		const person = newPerson(world.team.desk)
		const tell = (frame = firstMessage(newPerson(world.team.desk), envelopeLike(3000))) =>
			world.because('tell', { at: world.at(), frames: [frame] })
		expect(await tell(early)).toBe('done')
		expect(await tell(firstMessage(person, envelopeLike(3000)))).toBe('done')

		setDay(8)
		expect(await shown()).toEqual({ attendance: { is: 'late', since: READ }, intake: 'open', lastRead: READ })
		expect(await tell()).toBe('done')

		setDay(13)
		expect(await tell()).toBe('done')
		setDay(14)
		expect(await shown()).toMatchObject({ attendance: { is: 'absent', since: READ }, intake: 'closed' })
		expect(await tell()).toBe('intake-closed')
		// Whoever lost the answer on the way learns that the message is there, and whoever wrote before is heard.
		expect(await tell(early)).toBe('done')
		const frames = [furtherMessage(person, envelopeLike(3000))]
		expect(await world.because('write', { at: world.at(), frames })).toBe('done')

		await somebodyLooks()
		expect(await shown()).toMatchObject({ attendance: { is: 'kept' }, intake: 'open' })
		expect(await tell()).toBe('done')
	})

	test('anybody may learn on which day somebody looked, and whether somebody can be called', async () => {
		const calls = async () => (await ask(world.server.address, 'desks')).value
		const { desk } = world.team
		expect(await calls()).toMatchObject({ desks: [{ desk, lastRead: addDays(READ, 14), calls: false }] })
		const json = { way: 'mail', address: 'tomas@example.org', language: 'fr', quiet: null }
		const asked = { at: world.at(), token: world.tomas.token, json }
		expect(await world.because('putNoticeWay', asked)).toBe('done')
		expect(await calls()).toMatchObject({ desks: [{ calls: true }] })
	})
})
