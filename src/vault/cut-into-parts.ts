import { chunksOf } from '#vault/byte-stream.ts'

/** The bytes of a stream in parts of exactly `size`, the last one shorter; at most one part is held. */
export async function* cutIntoParts(
	stream: ReadableStream<Uint8Array>,
	size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	let part = new Uint8Array(size)
	let filled = 0
	for await (let chunk of chunksOf(stream)) {
		while (chunk.length > 0) {
			const taken = chunk.subarray(0, size - filled)
			part.set(taken, filled)
			filled += taken.length
			chunk = chunk.subarray(taken.length)
			if (filled < size) continue
			yield part
			part = new Uint8Array(size)
			filled = 0
		}
	}
	if (filled > 0) yield part.slice(0, filled)
}
