import { once } from 'node:events'
import type { Server } from 'node:http'

/**
 * Stops a server: requests that have begun are answered, and each connection ends with its answer, also one that
 * would send request after request for ever. Whoever takes longer than `seconds` is cut off.
 */
export async function stopGently(server: Server, seconds: number): Promise<void> {
	const closed = once(server, 'close')
	server.prependListener('request', (_request, response) => {
		response.shouldKeepAlive = false
	})
	server.close()
	server.closeIdleConnections()
	const deadline = setTimeout(() => {
		server.closeAllConnections()
	}, seconds * 1000)
	await closed
	clearTimeout(deadline)
}
