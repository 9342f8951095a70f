import { once } from 'node:events'
import type { Server } from 'node:http'

/** Milliseconds between two looks for connections that were answered and have gone quiet. */
const LOOK_EVERY = 50

/**
 * Stops a server: requests that have begun are answered, and each connection ends with its answer, also one that
 * would send request after request for ever, and one whose client would keep it open. Whoever takes longer than
 * `seconds` is cut off.
 */
export async function stopGently(server: Server, seconds: number): Promise<void> {
	const closed = once(server, 'close')
	server.prependListener('request', (_request, response) => {
		response.shouldKeepAlive = false
	})
	server.close()
	server.closeIdleConnections()
	const look = setInterval(() => {
		server.closeIdleConnections()
	}, LOOK_EVERY)
	const deadline = setTimeout(() => {
		server.closeAllConnections()
	}, seconds * 1000)
	await closed
	clearInterval(look)
	clearTimeout(deadline)
}
