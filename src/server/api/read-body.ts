import type { IncomingMessage } from 'node:http'
import { Refused } from '#contract/refusals.ts'

/** The other side hung up in the middle of its request, or was cut off: there is nobody to answer. */
export class HungUp extends Error {
	override name = 'HungUp'
}

export type ReadBody = (request: IncomingMessage, largest: number) => Promise<Uint8Array>

type Unfinished = { request: IncomingMessage; size: number }

// [Note: unfinished bodies] Somebody who opens thousands of connections and sends a little on each must not fill the
// memory. When all unfinished bodies together grow too large, the one begun longest ago is cut off: it is the slowest
// of them, so whoever sends and is done is never the one who pays.

/**
 * Reads request bodies into memory of their own.
 * @param mostUnfinished bytes that all bodies being read may hold together
 */
export function bodyReader(mostUnfinished: number): ReadBody {
	/** In the order they began. */
	const unfinished = new Set<Unfinished>()
	let held = 0

	const forget = (body: Unfinished) => {
		if (unfinished.delete(body)) held -= body.size
	}
	const makeRoom = () => {
		for (const body of unfinished) {
			if (held <= mostUnfinished) return
			forget(body)
			body.request.destroy()
		}
	}

	return async (request, largest) => {
		if (Number(request.headers['content-length'] ?? 0) > largest) throw new Refused('too-large')
		const body: Unfinished = { request, size: 0 }
		const chunks: Uint8Array[] = []
		unfinished.add(body)
		try {
			for await (const chunk of chunksOf(request)) {
				body.size += chunk.length
				held += chunk.length
				if (body.size > largest) throw new Refused('too-large')
				chunks.push(chunk)
				makeRoom()
			}
		} finally {
			forget(body)
		}
		return joined(chunks, body.size)
	}
}

/** @throws HungUp when the connection ends before the body does */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			if (!(chunk instanceof Uint8Array)) throw new TypeError('a request without an encoding gives bytes')
			yield chunk
		}
	} catch (error) {
		if (request.destroyed && !request.complete)
			throw new HungUp('the request was cut short', { cause: error })
		throw error
	}
}

/**
 * One buffer that nothing else shares: it is handed over to the writer thread. The memory of the pieces is given back
 * at once; the garbage collector would let tens of megabytes of them lie about while files arrive.
 */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
	const body = new Uint8Array(size)
	let at = 0
	for (const chunk of chunks) {
		body.set(chunk, at)
		at += chunk.length
		const { buffer } = chunk
		if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.length) buffer.transfer(0)
	}
	return body
}
