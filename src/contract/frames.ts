import { concatBytes } from '@noble/hashes/utils.js'

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
	const reader = new FrameReader()
	const frames = reader.take(body)
	reader.end()
	return frames
}

/** Reads frames while their bytes arrive. */
export class FrameReader {
	#arrived: Uint8Array[] = []
	#size = 0
	/** Bytes without which the next frame cannot be whole. */
	#needed = LENGTH

	/**
	 * @returns the frames that are whole now; `bytes` are views into what arrived
	 * @throws FramesBroken when a head is too long, or not JSON
	 */
	take(more: Uint8Array): Frame[] {
		this.#arrived.push(more)
		this.#size += more.length
		if (this.#size < this.#needed) return []
		const bytes = this.#arrived.length === 1 ? more : concatBytes(...this.#arrived)
		const frames: Frame[] = []
		let at = 0
		for (;;) {
			const next = frameAt(bytes, at)
			if ('needed' in next) {
				this.#keep(bytes.subarray(at), next.needed)
				return frames
			}
			frames.push(next.frame)
			at = next.end
		}
	}

	/** @throws FramesBroken when what arrived ends within a frame */
	end(): void {
		if (this.#size > 0) throw new FramesBroken('a frame is cut short')
	}

	#keep(rest: Uint8Array, needed: number): void {
		this.#arrived = [rest]
		this.#size = rest.length
		this.#needed = needed
	}
}

function frameAt(bytes: Uint8Array, at: number): { frame: Frame; end: number } | { needed: number } {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	const there = bytes.length - at
	if (there < LENGTH) return { needed: LENGTH }
	const head = view.getUint32(at)
	if (head > LONGEST_HEAD) throw new FramesBroken('a head is too long')
	const start = at + 2 * LENGTH + head
	if (start > bytes.length) return { needed: 2 * LENGTH + head }
	const end = start + view.getUint32(start - LENGTH)
	if (end > bytes.length) return { needed: end - at }
	const text = bytes.subarray(at + LENGTH, start - LENGTH)
	return { frame: { head: readHead(text), bytes: bytes.subarray(start, end) }, end }
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
