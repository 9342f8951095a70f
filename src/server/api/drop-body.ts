import type { IncomingMessage } from 'node:http'

const MOST_DROPPED = 4 * 1024 * 1024

/** Lets a refused request run out for a moment, so that the refusal arrives; then hangs up. */
export function dropBody(request: IncomingMessage): void {
	let left = MOST_DROPPED
	request.on('data', (chunk: Uint8Array) => {
		left -= chunk.length
		if (left < 0) request.destroy()
	})
	request.resume()
}
