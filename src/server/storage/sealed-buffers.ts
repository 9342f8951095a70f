import { isMarkedAsUntransferable } from 'node:worker_threads'

/** The memory of all sealed bytes in the input of a command, as far as it can be handed over. */
export function sealedBuffers(value: object, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
	const parts: unknown[] = Object.values(value)
	for (const part of parts) {
		if (part instanceof Uint8Array) {
			const { buffer } = part
			if (buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer)) found.add(buffer)
		} else if (typeof part === 'object' && part !== null) sealedBuffers(part, found)
	}
	return found
}

/**
 * Gives the memory of stored bytes back at once. Left to the garbage collector, which counts buffers late, tens of
 * megabytes of them lie about while files arrive.
 */
export function giveBack(buffers: Iterable<ArrayBuffer>): void {
	for (const buffer of buffers) buffer.transfer(0)
}
