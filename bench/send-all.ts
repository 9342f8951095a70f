import { openConnection } from './connection.ts'

/** How many send at the same time, one message after the other each. */
export const SENDERS = 8

/** Sends first messages to servers of one desk, the same number of senders to each. Empties `bodies`. */
export async function sendAll(
	ports: readonly number[],
	desk: string,
	bodies: Uint8Array[],
): Promise<{ perSecond: number; errors: number }> {
	const count = bodies.length
	const connections = await Promise.all(
		Array.from({ length: SENDERS }, (_, at) => openConnection(ports[at % ports.length] ?? 0)),
	)
	let errors = 0
	const start = performance.now()
	await Promise.all(
		connections.map(async ({ send }) => {
			for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
				if ((await send('POST', `/api/v1/desks/${desk}/threads`, body)) !== 200) errors++
		}),
	)
	const seconds = (performance.now() - start) / 1000
	for (const connection of connections) connection.close()
	return { perSecond: count / seconds, errors }
}
