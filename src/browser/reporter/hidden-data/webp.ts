import { BoundedBytes } from './bounded-bytes.ts'
import { bytesOf, joined, little32, sameBytes } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import { orientationBlock, readExif, withoutExifName } from './exif.ts'
import { plainProfile } from './icc.ts'
import type { KeptKind, Traces } from './traces.ts'
import { readXmp } from './xmp.ts'

const HEADER = 12
const FRAME_HEADER = 16
const PROFILE_FLAG = 0x20
const EXIF_FLAG = 0x08
/** Alpha and animation, the flags that speak of the picture. */
const PICTURE_FLAGS = 0x12
const BITSTREAM = new Set(['VP8 ', 'VP8L', 'ALPH'])

type Chunk = { readonly name: string; readonly data: Uint8Array }

/**
 * Takes a WebP (RFC 9649) apart. Image data stays byte for byte; Exif, XMP, unknown chunks and what follows the file
 * go, the header's flags and sizes are written anew.
 *
 * @throws DamagedFile
 */
export function dissectWebp(bytes: Uint8Array, traces: Traces): Dissection {
	const view = new BoundedBytes(bytes)
	const size = view.u32(4, true)
	const end = 8 + size
	if (size < 4) throw new DamagedFile('an impossible size')
	if (end < view.length) traces.add('trailing-data', String(view.length - end))
	return new WebpPass(traces).run(chunksOf(view.slice(HEADER, end - HEADER)))
}

class WebpPass {
	readonly #traces: Traces
	readonly #picture: Uint8Array[] = []
	#canvas: Uint8Array | undefined
	#profile: Uint8Array | undefined
	#orientation = 1

	constructor(traces: Traces) {
		this.#traces = traces
	}

	run(chunks: Iterable<Chunk>): Dissection {
		for (const chunk of chunks) this.#chunk(chunk)
		if (this.#picture.length === 0) throw new DamagedFile('no picture inside')
		const kept: KeptKind[] = []
		if (this.#canvas && this.#profile) kept.push('colour-profile')
		if (this.#canvas && this.#orientation !== 1) kept.push('orientation')
		return { kept, rebuild: () => this.#rebuild() }
	}

	#chunk({ name, data }: Chunk): void {
		if (name === 'VP8X') this.#canvas = canvas(data)
		else if (BITSTREAM.has(name) || name === 'ANIM') this.#picture.push(chunkBytes(name, data))
		else if (name === 'ANMF') this.#frame(new BoundedBytes(data))
		else if (name === 'ICCP') this.#readProfile(data)
		else if (name === 'EXIF') this.#orientation = readExif(withoutExifName(data), this.#traces)
		else if (name === 'XMP ') readXmp(data, this.#traces)
		else this.#traces.add('unknown-block', name)
	}

	/** A frame has chunks of its own, and room among them for unknown ones. */
	#frame(frame: BoundedBytes): void {
		const pieces = [frame.slice(0, FRAME_HEADER)]
		for (const { name, data } of chunksOf(frame.slice(FRAME_HEADER, frame.length - FRAME_HEADER))) {
			if (BITSTREAM.has(name)) pieces.push(chunkBytes(name, data))
			else this.#traces.add('unknown-block', name)
		}
		this.#picture.push(chunkBytes('ANMF', joined(pieces)))
	}

	#readProfile(data: Uint8Array): void {
		this.#profile = plainProfile(data)
		if (!this.#profile || !sameBytes(this.#profile, data)) this.#traces.add('colour-profile')
	}

	/** Without the extended header there is no place for a profile or an orientation, and browsers look for none. */
	#rebuild(): Uint8Array<ArrayBuffer> {
		const body = this.#canvas ? this.#extended(this.#canvas) : this.#picture
		const size = body.reduce((sum, piece) => sum + piece.length, 4)
		return joined([bytesOf('RIFF'), little32(size), bytesOf('WEBP'), ...body])
	}

	#extended(header: Uint8Array): Uint8Array[] {
		const turned = this.#orientation !== 1
		const flags = (header[0] ?? 0) | (this.#profile ? PROFILE_FLAG : 0) | (turned ? EXIF_FLAG : 0)
		return [
			chunkBytes('VP8X', Uint8Array.of(flags, ...header.subarray(1))),
			...(this.#profile ? [chunkBytes('ICCP', this.#profile)] : []),
			...this.#picture,
			...(turned ? [chunkBytes('EXIF', orientationBlock(this.#orientation))] : []),
		]
	}
}

/** Flags about the picture alone, reserved bits zero, then the canvas size. */
function canvas(data: Uint8Array): Uint8Array {
	const view = new BoundedBytes(data)
	return Uint8Array.of(view.u8(0) & PICTURE_FLAGS, 0, 0, 0, ...view.slice(4, 6))
}

function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
	const view = new BoundedBytes(bytes)
	for (let at = 0; at < view.length;) {
		const length = view.u32(at + 4, true)
		yield { name: view.ascii(at, 4), data: view.slice(at + 8, length) }
		at += 8 + length + (length & 1)
	}
}

function chunkBytes(name: string, data: Uint8Array): Uint8Array {
	return joined([bytesOf(name), little32(data.length), data, new Uint8Array(data.length & 1)])
}
