import { BoundedBytes } from './bounded-bytes.ts'
import { DamagedFile } from './damaged-file.ts'
import type { TraceKind, Traces } from './traces.ts'

const SEGMENT = 0x18538067
const INFO = 0x1549a966
const TAGS = 0x1254c367
const TAG = 0x7373
const SIMPLE_TAG = 0x67c8
const TAG_NAME = 0x45a3
const TAG_STRING = 0x4487
const DATE = 0x4461
const ATTACHMENTS = 0x1941a469
const MASTERS = new Set([SEGMENT, INFO, TAGS, TAG, SIMPLE_TAG])

const TEXTS: ReadonlyMap<number, TraceKind> = new Map([
	[0x4d80, 'software'],
	[0x5741, 'software'],
	[0x7ba9, 'description'],
	[0x7384, 'linked-file'],
])
const DEEPEST = 8
const LONGEST_TEXT = 512
/** Nanoseconds in Matroska's dates are counted from 1 January 2001. */
const EPOCH = Date.UTC(2001, 0, 1)

/** Notes what a WebM or Matroska film (RFC 9559) gives away. @throws DamagedFile */
export function readWebm(bytes: Uint8Array, traces: Traces): void {
	new ElementPass(traces).walk(new BoundedBytes(bytes), 0)
}

class ElementPass {
	readonly #traces: Traces
	#tagName = ''

	constructor(traces: Traces) {
		this.#traces = traces
	}

	walk(view: BoundedBytes, depth: number): void {
		for (let at = 0; at < view.length;) {
			const id = elementId(view, at)
			const size = elementSize(view, at + id.length)
			const from = at + id.length + size.length
			// Live recordings leave the size of the segment and its clusters open: all ones.
			const body = view.slice(from, size.open ? view.length - from : size.value)
			this.#element(id.value, new BoundedBytes(body), depth)
			at = from + body.length
		}
	}

	#element(id: number, body: BoundedBytes, depth: number): void {
		const kind = TEXTS.get(id)
		if (kind) this.#traces.add(kind, text(body))
		else if (id === DATE && body.length === 8) this.#readDate(body)
		else if (id === ATTACHMENTS) this.#traces.add('embedded-file')
		else if (id === TAG_NAME) this.#tagName = text(body)
		else if (id === TAG_STRING) this.#noteTag(text(body))
		else if (MASTERS.has(id) && depth < DEEPEST) this.walk(body, depth + 1)
	}

	#readDate(body: BoundedBytes): void {
		const nanoseconds = body.u64(0)
		const time = new Date(EPOCH + nanoseconds / 1_000_000)
		if (!Number.isNaN(time.getTime())) {
			this.#traces.add('taken-at', time.toISOString().slice(0, 19).replace('T', ' '))
		}
	}

	#noteTag(value: string): void {
		const name = this.#tagName.toUpperCase()
		if (name.includes('LOCATION')) this.#traces.add('location-in-video', value)
		else if (name.startsWith('DATE') || name === 'CREATION_TIME') this.#traces.add('taken-at', value)
		else if (name.startsWith('ENCODER')) this.#traces.add('software', value)
		else if (['ARTIST', 'AUTHOR', 'DIRECTOR', 'COPYRIGHT'].includes(name)) this.#traces.add('author', value)
		else if (!/^(DURATION|BPS|NUMBER_OF_|_STATISTICS)/.test(name)) this.#traces.add('description', value)
	}
}

/** An identifier keeps its length mark; a size does not. */
function elementId(view: BoundedBytes, at: number): { value: number; length: number } {
	const length = Math.clz32(view.u8(at)) - 23
	if (length > 4) throw new DamagedFile('no element here')
	return { value: bigEndian(view.slice(at, length)), length }
}

function elementSize(view: BoundedBytes, at: number): { value: number; length: number; open: boolean } {
	const first = view.u8(at)
	const length = Math.clz32(first) - 23
	if (length > 8) throw new DamagedFile('no size here')
	const bytes = view.slice(at, length)
	const value = bigEndian(bytes) - 2 ** (7 * length)
	return { value, length, open: value === 2 ** (7 * length) - 1 }
}

function bigEndian(bytes: Uint8Array): number {
	return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

function text(body: BoundedBytes): string {
	return new TextDecoder().decode(body.bytes.subarray(0, LONGEST_TEXT))
}
