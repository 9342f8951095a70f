import { BoundedBytes } from './bounded-bytes.ts'
import { big16, bytesOf, indexOfRun, joined, sameBytes } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import { orientationBlock, readExif } from './exif.ts'
import { plainProfile } from './icc.ts'
import { readPhotoshop } from './iptc.ts'
import type { KeptKind, Traces } from './traces.ts'
import { readXmp } from './xmp.ts'

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const COMMENT = 0xfe

const EXIF = 'Exif\0\0'
const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const PHOTOSHOP = 'Photoshop 3.0\0'
const PROFILE = 'ICC_PROFILE\0'
/** Version 1.1, square pixels, no thumbnail: says that the colours are JFIF's, and no more. */
const PLAIN_JFIF = Uint8Array.of(0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0)
/** A segment's length field counts itself, so its content ends at 65,533 bytes. */
const LARGEST_PROFILE_PART = 65_533 - PROFILE.length - 2

/**
 * Takes a JPEG (ITU-T T.81) apart. Of the application segments only three survive, each rewritten to its bare meaning:
 * JFIF, the colour profile, and Adobe's colour transform; the orientation becomes a new Exif block. Tables, frame and
 * scans, which are the picture, stay byte for byte. What follows the end of the image goes.
 *
 * @throws DamagedFile
 */
export function dissectJpeg(bytes: Uint8Array, traces: Traces): Dissection {
	return new JpegPass(bytes, traces).run()
}

class JpegPass {
	readonly #view: BoundedBytes
	readonly #traces: Traces
	readonly #picture: Uint8Array[] = []
	readonly #profileParts = new Map<number, Uint8Array>()
	#profileCount = 0
	#orientation = 1
	#jfif = false
	#adobeTransform: number | undefined
	#frames = 0
	#scans = 0

	constructor(bytes: Uint8Array, traces: Traces) {
		this.#view = new BoundedBytes(bytes)
		this.#traces = traces
	}

	run(): Dissection {
		let at = 2
		for (;;) {
			if (this.#view.u8(at) !== 0xff) throw new DamagedFile('no marker where one must be')
			while (this.#view.u8(at + 1) === 0xff) at++
			const marker = this.#view.u8(at + 1)
			if (marker === END_OF_IMAGE) break
			at = this.#segment(marker, at)
		}
		if (this.#frames === 0 || this.#scans === 0) throw new DamagedFile('no picture inside')
		this.#readTrailer(this.#view.bytes.subarray(at + 2))
		return this.#result()
	}

	/** Handles the segment that begins at `at` and answers where the next marker is. */
	#segment(marker: number, at: number): number {
		if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) throw new DamagedFile('a marker out of place')
		const length = this.#view.u16(at + 2)
		if (length < 2) throw new DamagedFile('a segment shorter than its own length')
		const content = this.#view.slice(at + 4, length - 2)
		const end = at + 2 + length
		if (marker === COMMENT) this.#traces.add('description', new TextDecoder().decode(content))
		else if (marker >= 0xe0 && marker <= 0xef) this.#application(marker & 0x0f, content)
		else if (marker >= 0xf0) this.#traces.add('unknown-block', `JPG${marker & 0x0f}`)
		else return this.#pictureSegment(marker, at, end)
		return end
	}

	#pictureSegment(marker: number, at: number, end: number): number {
		if (marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) this.#frames++
		if (marker !== START_OF_SCAN) {
			this.#picture.push(this.#view.slice(at, end - at))
			return end
		}
		this.#scans++
		const scanEnd = this.#scanEnd(end)
		this.#picture.push(this.#view.slice(at, scanEnd - at))
		return scanEnd
	}

	/** In a scan, 0xFF is followed by 0x00 (a stuffed 0xFF) or a restart marker; anything else ends it. */
	#scanEnd(from: number): number {
		const { bytes } = this.#view
		for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
			const next = this.#view.u8(at + 1)
			if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
		}
		throw new DamagedFile('the scan never ends')
	}

	#application(number: number, content: Uint8Array): void {
		const view = new BoundedBytes(content)
		const early = this.#scans === 0
		if (number === 0 && view.says(0, 'JFIF\0') && early) this.#readJfif(view)
		else if (number === 0 && view.says(0, 'JFXX\0')) this.#traces.add('thumbnail')
		else if (number === 1 && view.says(0, EXIF)) this.#readExif(content.subarray(EXIF.length))
		else if (number === 1 && view.says(0, XMP)) readXmp(content.subarray(XMP.length), this.#traces)
		else if (number === 2 && view.says(0, PROFILE) && early) this.#readProfilePart(view)
		else if (number === 13 && view.says(0, PHOTOSHOP)) {
			readPhotoshop(content.subarray(PHOTOSHOP.length), this.#traces)
		} else if (number === 14 && view.says(0, 'Adobe') && early) this.#adobeTransform = view.u8(11)
		else this.#traces.add('unknown-block', `APP${number} ${blockName(content)}`)
	}

	#readJfif(view: BoundedBytes): void {
		this.#jfif = true
		if (view.length > PLAIN_JFIF.length) this.#traces.add('thumbnail')
	}

	/** The first block that turns the picture wins, as it does in browsers. */
	#readExif(tiff: Uint8Array): void {
		const orientation = readExif(tiff, this.#traces)
		if (this.#orientation === 1) this.#orientation = orientation
	}

	#readProfilePart(view: BoundedBytes): void {
		this.#profileParts.set(view.u8(PROFILE.length), view.bytes.subarray(PROFILE.length + 2))
		this.#profileCount = view.u8(PROFILE.length + 1)
	}

	/** Phones hang whole films and second pictures, with places of their own, behind the first. */
	#readTrailer(trailer: Uint8Array): void {
		if (trailer.length === 0) return
		this.#traces.add('trailing-data', String(trailer.length))
		if (indexOfRun(trailer, bytesOf('ftyp')) !== -1) this.#traces.add('embedded-file', 'MP4')
	}

	#result(): Dissection {
		const profile = this.#plainProfile()
		const kept: KeptKind[] = []
		if (this.#orientation !== 1) kept.push('orientation')
		if (profile) kept.push('colour-profile')
		return { kept, rebuild: () => this.#rebuild(profile) }
	}

	#plainProfile(): Uint8Array | undefined {
		if (this.#profileParts.size === 0) return undefined
		const numbers = Array.from({ length: this.#profileCount }, (_, index) => index + 1)
		const parts = numbers.map((number) => this.#profileParts.get(number) ?? new Uint8Array())
		const whole = joined(parts)
		const plain = plainProfile(whole)
		if (!plain || !sameBytes(plain, whole)) this.#traces.add('colour-profile')
		return plain
	}

	#rebuild(profile: Uint8Array | undefined): Uint8Array<ArrayBuffer> {
		const turn = this.#orientation
		return joined([
			Uint8Array.of(0xff, 0xd8),
			...(this.#jfif ? segment(0xe0, PLAIN_JFIF) : []),
			...(turn === 1 ? [] : segment(0xe1, bytesOf(EXIF), orientationBlock(turn))),
			...(profile ? profileSegments(profile) : []),
			...(this.#adobeTransform === undefined ? [] : segment(0xee, adobe(this.#adobeTransform))),
			...this.#picture,
			Uint8Array.of(0xff, END_OF_IMAGE),
		])
	}
}

function segment(marker: number, ...content: readonly Uint8Array[]): Uint8Array[] {
	const length = content.reduce((sum, piece) => sum + piece.length, 2)
	return [Uint8Array.of(0xff, marker), big16(length), ...content]
}

function profileSegments(profile: Uint8Array): Uint8Array[] {
	const count = Math.ceil(profile.length / LARGEST_PROFILE_PART)
	return Array.from({ length: count }, (_, index) => {
		const part = profile.subarray(index * LARGEST_PROFILE_PART, (index + 1) * LARGEST_PROFILE_PART)
		return segment(0xe2, bytesOf(PROFILE), Uint8Array.of(index + 1, count), part)
	}).flat()
}

/** Version 100, no flags, and the one byte that says how the colours were transformed. */
function adobe(transform: number): Uint8Array {
	return joined([bytesOf('Adobe'), Uint8Array.of(0, 100, 0, 0, 0, 0, transform)])
}

/** The letters a block begins with, by which its maker can be told. */
function blockName(content: Uint8Array): string {
	return /^[\x21-\x7e]*/.exec(String.fromCharCode(...content.subarray(0, 32)))?.[0] ?? ''
}
