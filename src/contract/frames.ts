// [Note: frames] Sealed bytes travel as they are, never as base64: an answer or a request body is a row of frames,
// each a 32-bit big-endian length and a JSON text in UTF-8, then a 32-bit length and that many sealed bytes.

export type Frame = { head: unknown; bytes: Uint8Array }

export class FramesBroken extends Error {
	override name = 'FramesBroken'
}

const LENGTH = 4
const LONGEST_HEAD = 64 * 1024

export function writeFrames(frames: readonly Frame[]): Uint8Array<ArrayBuffer> {
	const heads = frames.map(({ head }) => new TextEncoder().encode(JSON.stringify(head)))
	const size = frames.reduce(
		(sum, { bytes }, at) => sum + 2 * LENGTH + (heads[at]?.length ?? 0) + bytes.length,
		0,
	)
	const out = new Uint8Array(size)
	const view = new DataView(out.buffer)
	let at = 0
	const put = (part: Uint8Array) => {
		view.setUint32(at, part.length)
		out.set(part, at + LENGTH)
		at += LENGTH + part.length
	}
	for (const [index, { bytes }] of frames.entries()) {
		put(heads[index] ?? new Uint8Array())
		put(bytes)
	}
	return out
}

/**
 * Reads whole frames; `bytes` are views into `body`.
 * @throws FramesBroken when a length runs past the end or a head is not JSON.
 */
export function readFrames(body: Uint8Array): Frame[] {
	const frames: Frame[] = []
	const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
	let at = 0
	const take = (longest: number): Uint8Array => {
		if (at + LENGTH > body.length) throw new FramesBroken('a length is cut short')
		const length = view.getUint32(at)
		if (length > longest || at + LENGTH + length > body.length) throw new FramesBroken('a frame is cut short')
		const part = body.subarray(at + LENGTH, at + LENGTH + length)
		at += LENGTH + length
		return part
	}
	while (at < body.length) {
		const head = readHead(take(LONGEST_HEAD))
		frames.push({ head, bytes: take(body.length) })
	}
	return frames
}

function readHead(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof TypeError)
			throw new FramesBroken('a head is not JSON', { cause: error })
		throw error
	}
}
