// Web streams for what must never be held whole: `for await` over a stream and `ReadableStream.from` are missing in
// browsers people still have.

/** The chunks of a stream. Leaving the loop early cancels the stream. */
export async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
	const reader = stream.getReader()
	let left = true
	try {
		for (;;) {
			const { done, value } = await reader.read()
			if (done) break
			yield value
		}
		left = false
	} finally {
		if (left) await reader.cancel()
		reader.releaseLock()
	}
}

/**
 * A stream that asks for the next chunk when somebody reads, and not before.
 * @param ahead chunks to ask for before anybody reads
 */
export function streamOf<Chunk>(chunks: AsyncGenerator<Chunk>, ahead = 0): ReadableStream<Chunk> {
	return new ReadableStream<Chunk>(
		{
			async pull(controller) {
				const next = await chunks.next()
				if (next.done === true) controller.close()
				else controller.enqueue(next.value)
			},
			async cancel() {
				await chunks.return(undefined)
			},
		},
		{ highWaterMark: ahead },
	)
}
