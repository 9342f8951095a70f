import { BoundedBytes } from './bounded-bytes.ts'
import { bytesOf, indexOfRun, sameBytes } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import type { TraceKind, Traces } from './traces.ts'

type Entry = { readonly type: number; readonly count: number; readonly at: number }
type Directory = ReadonlyMap<number, Entry>

/** Bytes per value for each TIFF 6.0 field type, 1 to 12. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
/** UTF-8 text, new in Exif 3.0; one byte per value. */
const UTF8_TYPE = 129
/** An Exif block that holds the orientation alone fits in this, however it was written. */
const LARGEST_PLAIN = 64
/** Bytes (XP… tags), ASCII, undefined and UTF-8 fields may hold text. */
const TEXT_TYPES = new Set([1, 2, 7, UTF8_TYPE])
const LONGEST_TEXT = 512
const MOST_EMBEDDED = 50

const ORIENTATION = 0x0112
const EXIF_DIRECTORY = 0x8769
const GPS_DIRECTORY = 0x8825
const MAKE = 0x010f
const MODEL = 0x0110
const THUMBNAIL = 0x0201
const MAKER_NOTE = 0x927c
const USER_COMMENT = 0x9286

/** Text tags of Exif 3.0 (CIPA DC-008), DNG and Windows (XP…, kept as UTF-16LE bytes), by what they tell. */
const TEXT_TAGS: ReadonlyMap<number, TraceKind> = new Map([
	[0x010e, 'description'],
	[0x0131, 'software'],
	[0x0132, 'saved-at'],
	[0x013b, 'author'],
	[0x013c, 'software'],
	[0x8298, 'author'],
	[0x9003, 'taken-at'],
	[0x9004, 'taken-at'],
	[0x9c9b, 'description'],
	[0x9c9c, 'description'],
	[0x9c9d, 'author'],
	[0x9c9e, 'description'],
	[0x9c9f, 'description'],
	[0xa420, 'serial-number'],
	[0xa430, 'author'],
	[0xa431, 'serial-number'],
	[0xa434, 'camera'],
	[0xa435, 'serial-number'],
	[0xc62f, 'serial-number'],
])
const READ_APART = new Set([
	ORIENTATION,
	EXIF_DIRECTORY,
	GPS_DIRECTORY,
	MAKE,
	MODEL,
	MAKER_NOTE,
	USER_COMMENT,
])

/**
 * Notes what a TIFF-shaped Exif block gives away. A broken block is noted, not an error: pictures with one still show.
 *
 * @param tiff from the byte order mark on, without the `Exif\0\0` that JPEG puts before it.
 * @returns the orientation, 1 to 8; 1, upright, when there is none.
 */
export function readExif(tiff: Uint8Array, traces: Traces): number {
	const block = new ExifBlock(tiff)
	try {
		block.read(traces)
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		traces.add('unknown-block', 'Exif')
	}
	return block.orientation
}

/** The smallest TIFF block that says how to turn a picture, and nothing else. */
export function orientationBlock(orientation: number): Uint8Array<ArrayBuffer> {
	const header = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8]
	const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
	return Uint8Array.of(...header, 0, 1, ...entry, 0, 0, 0, 0)
}

/** Finds Exif blocks inside formats we do not take apart, such as the photos in a PDF or the items of a HEIC. */
export function readEmbeddedExif(bytes: Uint8Array, traces: Traces): void {
	const signature = bytesOf('Exif\0\0')
	let at = indexOfRun(bytes, signature)
	for (let found = 0; at !== -1 && found < MOST_EMBEDDED; found++) {
		const tiff = bytes.subarray(at + signature.length)
		if (isTiff(tiff)) readExif(tiff, traces)
		at = indexOfRun(bytes, signature, at + 1)
	}
}

export function isTiff(bytes: Uint8Array): boolean {
	const mark = String.fromCharCode(...bytes.subarray(0, 4))
	return mark === 'II*\0' || mark === 'MM\0*'
}

class ExifBlock {
	readonly #view: BoundedBytes
	readonly #little: boolean
	orientation = 1

	constructor(tiff: Uint8Array) {
		this.#view = new BoundedBytes(tiff)
		this.#little = tiff[0] === 0x49
	}

	read(traces: Traces): void {
		if (!isTiff(this.#view.bytes)) throw new DamagedFile('no byte order mark')
		const first = this.#view.u32(4, this.#little)
		const main = this.#directory(first)
		this.#readOrientation(main)
		if (sameBytes(this.#view.bytes, orientationBlock(this.orientation))) return
		const before = traces.size
		this.#readCamera(main, traces)
		this.#readTexts(main, traces)
		this.#follow(main, EXIF_DIRECTORY, (detail) => {
			this.#readTexts(detail, traces)
			this.#readComment(detail, traces)
			if (detail.has(MAKER_NOTE)) traces.add('unknown-block', 'MakerNote')
		})
		this.#follow(main, GPS_DIRECTORY, (gps) => {
			this.#readPlace(gps, traces)
		})
		this.#readThumbnail(first, traces)
		if (traces.size === before && this.#view.length > LARGEST_PLAIN) traces.add('unknown-block', 'Exif')
	}

	#directory(at: number): Directory {
		const directory = new Map<number, Entry>()
		const entries = this.#view.u16(at, this.#little)
		for (let index = 0; index < entries; index++) {
			const from = at + 2 + 12 * index
			const type = this.#view.u16(from + 2, this.#little)
			const count = this.#view.u32(from + 4, this.#little)
			const size = type === UTF8_TYPE ? 1 : (TYPE_SIZES[type] ?? 0)
			const inline = size * count <= 4
			const place = inline ? from + 8 : this.#view.u32(from + 8, this.#little)
			directory.set(this.#view.u16(from, this.#little), { type, count, at: place })
		}
		return directory
	}

	#readOrientation(main: Directory): void {
		const entry = main.get(ORIENTATION)
		if (entry?.type !== 3) return
		const turn = this.#view.u16(entry.at, this.#little)
		if (turn >= 1 && turn <= 8) this.orientation = turn
	}

	#follow(main: Directory, tag: number, visit: (directory: Directory) => void): void {
		const entry = main.get(tag)
		if (entry) visit(this.#directory(this.#view.u32(entry.at, this.#little)))
	}

	#readCamera(main: Directory, traces: Traces): void {
		const name = [MAKE, MODEL].map((tag) => this.#text(main.get(tag))).filter((part) => part !== '')
		if (name.length > 0) traces.add('camera', name.join(' '))
	}

	/** Tags that are not worth a line of their own still tell one camera, and one shot, from another. */
	#readTexts(directory: Directory, traces: Traces): void {
		for (const [tag, entry] of directory) {
			const kind = TEXT_TAGS.get(tag)
			if (kind) traces.add(kind, moment(this.#text(entry)))
			else if (!READ_APART.has(tag)) traces.add('camera-settings')
		}
	}

	#readComment(detail: Directory, traces: Traces): void {
		const entry = detail.get(USER_COMMENT)
		if (!entry || entry.count <= 8) return
		const raw = this.#view.slice(entry.at, Math.min(entry.count, LONGEST_TEXT))
		const wide = raw[0] === 0x55 && raw[1] === 0x4e
		const encoding = wide ? (this.#little ? 'utf-16le' : 'utf-16be') : 'utf-8'
		traces.add('description', new TextDecoder(encoding).decode(raw.subarray(8)))
	}

	#readPlace(gps: Directory, traces: Traces): void {
		const latitude = this.#degrees(gps.get(2))
		const longitude = this.#degrees(gps.get(4))
		if (Number.isFinite(latitude) && Number.isFinite(longitude)) {
			const north = this.#text(gps.get(1)) === 'S' ? -latitude : latitude
			const east = this.#text(gps.get(3)) === 'W' ? -longitude : longitude
			traces.add('place', `${north.toFixed(5)}, ${east.toFixed(5)}`)
		} else if ([...gps.keys()].some((tag) => tag !== 0)) traces.add('place')
		if (!traces.has('taken-at')) traces.add('taken-at', moment(this.#text(gps.get(0x1d))))
		traces.add('place', this.#text(gps.get(0x1c)))
	}

	/** Degrees, minutes and seconds as three rationals; NaN when absent or unset. */
	#degrees(entry: Entry | undefined): number {
		if (entry?.type !== 5 || entry.count !== 3) return Number.NaN
		const parts = [0, 8, 16].map((step) => {
			const above = this.#view.u32(entry.at + step, this.#little)
			return above / this.#view.u32(entry.at + step + 4, this.#little)
		})
		return parts.reduce((sum, part, index) => sum + part / 60 ** index, 0)
	}

	#readThumbnail(first: number, traces: Traces): void {
		const entries = this.#view.u16(first, this.#little)
		const next = this.#view.u32(first + 2 + 12 * entries, this.#little)
		if (next !== 0 && this.#directory(next).has(THUMBNAIL)) traces.add('thumbnail')
	}

	#text(entry: Entry | undefined): string {
		if (!entry || !TEXT_TYPES.has(entry.type)) return ''
		const raw = this.#view.slice(entry.at, Math.min(entry.count, LONGEST_TEXT))
		if (entry.type === 1) return new TextDecoder('utf-16le').decode(raw).replace(/\0[^]*$/, '')
		const end = raw.indexOf(0)
		return new TextDecoder().decode(end === -1 ? raw : raw.subarray(0, end)).trim()
	}
}

/** An Exif payload as JPEG and WebP files carry it, which may or may not begin with `Exif\0\0`. */
export function withoutExifName(payload: Uint8Array): Uint8Array {
	const named = new BoundedBytes(payload).says(0, 'Exif\0\0')
	return named ? payload.subarray(6) : payload
}

/** Exif writes dates as 2024:05:12; other texts pass through. */
function moment(text: string): string {
	return text.replace(/^(\d{4}):(\d\d):(\d\d)/, '$1-$2-$3')
}
