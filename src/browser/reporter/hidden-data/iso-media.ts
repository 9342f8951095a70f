import { BoundedBytes } from './bounded-bytes.ts'
import { readEmbeddedExif } from './exif.ts'
import type { TraceKind, Traces } from './traces.ts'
import { readEmbeddedXmp } from './xmp.ts'

type Box = { readonly name: string; readonly body: BoundedBytes }

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'meta', 'moof'])
const DEEPEST = 8
const MOST_KEYS = 1_000
const LONGEST_TEXT = 512
/** Seconds from the format's zero, 1 January 1904, to 1970. */
const EPOCH_OFFSET = 2_082_844_800

/** Atoms of `udta` and items of `ilst` by four letters, then the long names of Apple's and Android's `keys`. */
const TELLS: ReadonlyMap<string, TraceKind> = new Map([
	['©xyz', 'location-in-video'],
	['©mak', 'camera'],
	['©mod', 'camera'],
	['©swr', 'software'],
	['©too', 'software'],
	['©enc', 'software'],
	['©day', 'taken-at'],
	['©ART', 'author'],
	['aART', 'author'],
	['©aut', 'author'],
	['©wrt', 'author'],
	['ownr', 'author'],
	['apID', 'author'],
	['auth', 'author'],
	['cprt', 'author'],
	['©cpy', 'author'],
	['©nam', 'description'],
	['©cmt', 'description'],
	['©des', 'description'],
	['©alb', 'description'],
	['desc', 'description'],
	['titl', 'description'],
	['covr', 'thumbnail'],
	['com.apple.quicktime.location.ISO6709', 'location-in-video'],
	['com.apple.quicktime.make', 'camera'],
	['com.apple.quicktime.model', 'camera'],
	['com.apple.quicktime.software', 'software'],
	['com.apple.quicktime.creationdate', 'taken-at'],
	['com.apple.quicktime.author', 'author'],
	['com.apple.quicktime.displayname', 'description'],
	['com.apple.quicktime.description', 'description'],
	['com.apple.quicktime.content.identifier', 'document-id'],
	['com.android.version', 'software'],
	['com.android.manufacturer', 'camera'],
	['com.android.model', 'camera'],
])
/** Tracks of GoPro and of Google's cameras that hold the path walked while filming. */
const PLACE_TRACKS = new Set(['gpmd', 'camm'])

/** Notes what a film or a sound in boxes (ISO 14496-12, QuickTime) gives away. @throws DamagedFile */
export function readIsoMedia(bytes: Uint8Array, traces: Traces): void {
	new BoxPass(traces).walk(new BoundedBytes(bytes), 0, '')
	readEmbeddedXmp(bytes, traces)
}

/** Notes what a HEIC or AVIF picture gives away: its Exif and XMP lie among the image data, found by their names. */
export function readIsoPicture(bytes: Uint8Array, traces: Traces): void {
	readEmbeddedExif(bytes, traces)
	readEmbeddedXmp(bytes, traces)
}

class BoxPass {
	readonly #traces: Traces
	#keys: string[] = []

	constructor(traces: Traces) {
		this.#traces = traces
	}

	walk(view: BoundedBytes, depth: number, parent: string): void {
		for (const box of boxesOf(view)) this.#box(box, depth, parent)
	}

	#box({ name, body }: Box, depth: number, parent: string): void {
		if (name === 'mvhd') this.#readTime(body)
		else if (name === 'keys') this.#keys = keysOf(body)
		else if (name === 'ilst') this.#readItems(body)
		else if (name === 'loci') this.#readLocation(body)
		else if (name === 'stsd') this.#readTrackKind(body)
		else if (CONTAINERS.has(name)) {
			if (depth < DEEPEST) this.walk(withoutVersion(name, body), depth + 1, name)
		} else if (parent === 'udta') this.#readUserData(name, body)
	}

	#readTime(body: BoundedBytes): void {
		const seconds = body.u8(0) === 1 ? body.u64(4) : body.u32(4)
		const time = new Date((seconds - EPOCH_OFFSET) * 1000)
		if (seconds === 0 || Number.isNaN(time.getTime())) return
		this.#traces.add('taken-at', time.toISOString().slice(0, 19).replace('T', ' '))
	}

	/** QuickTime's own texts have a length and a language first; 3GPP's a version, flags and a language. */
	#readUserData(name: string, body: BoundedBytes): void {
		const kind = TELLS.get(name)
		const from = name.startsWith('©') ? 4 : 6
		if (kind && body.length > from) this.#traces.add(kind, text(body.bytes.subarray(from)))
		else if (!['free', 'skip', '\0\0\0\0'].includes(name)) this.#traces.add('unknown-block', name)
	}

	/** An item is named by four letters, or by its place in `keys`; its value is in a `data` box. */
	#readItems(list: BoundedBytes): void {
		for (const { name, body } of boxesOf(list)) {
			const key = this.#keys[new BoundedBytes(latin1(name)).u32(0) - 1] ?? name
			const kind = TELLS.get(key)
			if (kind === 'thumbnail') this.#traces.add(kind)
			else if (kind) this.#traces.add(kind, text(body.bytes.subarray(16)))
			else this.#traces.add('unknown-block', key)
		}
	}

	/** 3GPP TS 26.244: version and flags, language, a name, a role, then 16.16 longitude, latitude and altitude. */
	#readLocation(body: BoundedBytes): void {
		const end = body.bytes.indexOf(0, 6)
		if (end === -1) return
		const [longitude, latitude] = [body.i32(end + 2) / 65_536, body.i32(end + 6) / 65_536]
		this.#traces.add('location-in-video', `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)
	}

	#readTrackKind(body: BoundedBytes): void {
		if (body.length < 16) return
		const kind = body.ascii(12, 4)
		if (PLACE_TRACKS.has(kind)) this.#traces.add('location-in-video')
		else if (kind === 'mebx') this.#traces.add('unknown-block', kind)
	}
}

function* boxesOf(view: BoundedBytes): Generator<Box> {
	for (let at = 0; at + 8 <= view.length;) {
		const stated = view.u32(at)
		const header = stated === 1 ? 16 : 8
		const length = stated === 1 ? view.u64(at + 8) : stated === 0 ? view.length - at : stated
		yield { name: view.ascii(at + 4, 4), body: new BoundedBytes(view.slice(at + header, length - header)) }
		at += length
	}
}

/** ISO's `meta` begins with a version, QuickTime's does not: there its first box, `hdlr`, comes at once. */
function withoutVersion(name: string, body: BoundedBytes): BoundedBytes {
	if (name !== 'meta' || body.says(4, 'hdlr') || body.length < 4) return body
	return new BoundedBytes(body.bytes.subarray(4))
}

function keysOf(body: BoundedBytes): string[] {
	const view = new BoundedBytes(body.slice(8, body.length - 8))
	const keys: string[] = []
	for (let at = 0; at + 8 <= view.length && keys.length < MOST_KEYS; at += view.u32(at)) {
		const length = Math.min(view.u32(at) - 8, LONGEST_TEXT)
		keys.push(view.ascii(at + 8, length))
	}
	return keys
}

function latin1(name: string): Uint8Array {
	return Uint8Array.from(name, (letter) => letter.charCodeAt(0))
}

function text(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes.subarray(0, LONGEST_TEXT))
}
