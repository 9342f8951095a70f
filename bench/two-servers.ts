import { writeFrames } from '#contract/frames.ts'
import { startApi } from '../tests/world/api-server.ts'
import { envelopeLike, firstMessage, newPerson } from '../tests/world/person.ts'
import { startPostgres } from '../tests/world/postgres-server.ts'
import { openTeam } from '../tests/world/team.ts'
import { SIZE } from './first-messages.ts'
import { type Figure, median, type Measurement } from './figure.ts'
import { sendAll, SENDERS } from './send-all.ts'
import { spawnServer } from './server-process.ts'

const TURNS = 7
const MESSAGES_A_TURN = 300
const GOAL = 1.5

/** Two servers on one PostgreSQL, in turns with one of them alone. */
export const twoServers: Measurement = {
	ids: ['two-servers'],
	measure: async (): Promise<Figure[]> => {
		const postgres = await startPostgres()
		const databaseUrl = await postgres.newDatabase()
		const world = await startApi({ databaseUrl })
		const { desk } = await openTeam(world)
		await world.stop()
		const settings = { DATABASE_URL: databaseUrl, SPACE: '1000' }
		const one = await spawnServer(settings)
		const other = await spawnServer(settings)
		const ports = [one.port, other.port]
		// The first turn of each is not counted: the code is still being compiled.
		for (const port of ports) await sendAll([port], desk, newMessages(desk))
		const alone: number[] = []
		const together: number[] = []
		let errors = 0
		for (let turn = 0; turn < TURNS; turn++) {
			const single = await sendAll([one.port], desk, newMessages(desk))
			const both = await sendAll(ports, desk, newMessages(desk))
			alone.push(single.perSecond)
			together.push(both.perSecond)
			errors += single.errors + both.errors
		}
		await one.stop()
		await other.stop()
		await postgres.stop()
		const ratio = median(together.map((perSecond, turn) => perSecond / (alone[turn] ?? Infinity)))
		return [
			{
				id: 'two-servers',
				what: `first messages of ${SIZE} bytes acknowledged by two servers on one PostgreSQL, ${SENDERS} senders, ${errors} errors`,
				value: median(together),
				unit: 'per second',
				goal: `at least ${GOAL} x one server, where processors are left for the second`,
				holds: ratio >= GOAL && errors === 0,
				against: `${Math.round(median(alone))} per second by one server on the same database, in turns`,
				ratio,
			},
		]
	},
}

function newMessages(desk: string): Uint8Array[] {
	return Array.from({ length: MESSAGES_A_TURN }, () =>
		writeFrames([firstMessage(newPerson(desk), envelopeLike(SIZE), null)]),
	)
}
