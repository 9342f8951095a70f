import type { IncomingMessage } from 'node:http'
import { Refused } from '#contract/refusals.ts'

/** The other side hung up in the middle of its request: there is nobody to answer. */
export class HungUp extends Error {
	override name = 'HungUp'
}

/**
 * Reads a request body of at most `largest` bytes into memory of its own.
 * @throws Refused `too-large`, without having read more than that.
 * @throws HungUp when the connection ends before the body does.
 */
export async function readBody(request: IncomingMessage, largest: number): Promise<Uint8Array> {
	const announced = Number(request.headers['content-length'] ?? 0)
	if (announced > largest) throw new Refused('too-large')
	const chunks: Uint8Array[] = []
	let size = 0
	try {
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			if (!(chunk instanceof Uint8Array)) throw new TypeError('a request without an encoding gives bytes')
			size += chunk.length
			if (size > largest) throw new Refused('too-large')
			chunks.push(chunk)
		}
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET')
			throw new HungUp('the request was cut short', { cause: error })
		throw error
	}
	return joined(chunks, size)
}

/** One buffer that nothing else shares: it is handed over to the writer thread. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
	const body = new Uint8Array(size)
	let at = 0
	for (const chunk of chunks) {
		body.set(chunk, at)
		at += chunk.length
	}
	return body
}
