import { setTimeout as pause } from 'node:timers/promises'
import { writeFrames } from '#contract/frames.ts'
import { envelopeLike, firstMessage, newPerson } from '../tests/world/person.ts'
import { type Connection, openConnection } from './connection.ts'
import { firstMessagesOf, SIZE } from './first-messages.ts'
import { type Figure, type Measurement, percentile } from './figure.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

const BOGUS_A_SECOND = 200
const GENUINE_A_TURN = 60
const TURNS = 5

/** Milliseconds between two genuine messages: people write now and then. */
const BETWEEN = 30

const GOAL = 2

/** How long somebody waits to be heard while others send what nobody can use. */
export const flood: Measurement = {
	ids: ['genuine-under-flood'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		// Not counted: the code is still being compiled.
		await waits(server)
		const quiet: number[] = []
		const flooded: number[] = []
		let bogus = 0
		for (let turn = 0; turn < TURNS; turn++) {
			quiet.push(...(await waits(server)))
			const end = new AbortController()
			const flooding = sendBogus(server, end.signal)
			flooded.push(...(await waits(server)))
			end.abort()
			bogus += await flooding
		}
		await server.stop()
		const calm = percentile(quiet, 0.95)
		const loud = percentile(flooded, 0.95)
		const ratio = loud / calm
		return [
			{
				id: 'genuine-under-flood',
				what: `a genuine first message of ${SIZE} bytes under ${BOGUS_A_SECOND} bogus ones a second (${bogus} in all, each refused): 95 of 100 wait at most`,
				value: loud,
				unit: 'ms',
				goal: `at most ${GOAL} x its value without them`,
				holds: ratio <= GOAL,
				against: `${calm.toFixed(1)} ms without the flood, in turns`,
				ratio,
			},
		]
	},
}

/** Milliseconds until each genuine message was stored. */
async function waits(server: ServerProcess): Promise<number[]> {
	const people = Array.from({ length: GENUINE_A_TURN }, () => newPerson(server.desk))
	const bodies = await firstMessagesOf(people, server)
	const connection = await openConnection(server.port)
	const times: number[] = []
	for (const body of bodies) {
		const start = performance.now()
		if ((await post(connection, server, body)) !== 200) throw new RangeError('a genuine message was refused')
		times.push(performance.now() - start)
		await pause(BETWEEN)
	}
	connection.close()
	return times
}

/** Whole messages without the proof that is asked for, on several connections. @returns how many were sent */
async function sendBogus(server: ServerProcess, signal: AbortSignal): Promise<number> {
	const connections = await Promise.all(Array.from({ length: 8 }, () => openConnection(server.port)))
	const body = writeFrames([firstMessage(newPerson(server.desk), envelopeLike(SIZE), null)])
	const start = performance.now()
	const sent = await Promise.all(
		connections.map(async (connection) => {
			let count = 0
			while (!signal.aborted) {
				if ((await post(connection, server, body)) === 200) throw new RangeError('a bogus message was stored')
				count += 1
				const due = start + (count * connections.length * 1000) / BOGUS_A_SECOND
				await pause(Math.max(0, due - performance.now()))
			}
			connection.close()
			return count
		}),
	)
	return sent.reduce((sum, count) => sum + count, 0)
}

function post(connection: Connection, { desk }: ServerProcess, body: Uint8Array): Promise<number> {
	return connection.send('POST', `/api/v1/desks/${desk}/threads`, body)
}
