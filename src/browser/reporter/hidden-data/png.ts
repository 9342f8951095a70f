import { zlibSync } from 'fflate'
import { BoundedBytes } from './bounded-bytes.ts'
import { inflateWithin } from './bounded-inflate.ts'
import { big32, bytesOf, joined, sameBytes } from './byte-run.ts'
import { crc32 } from './crc32.ts'
import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import { orientationBlock, readExif } from './exif.ts'
import { plainProfile } from './icc.ts'
import type { KeptKind, TraceKind, Traces } from './traces.ts'
import { readXmp } from './xmp.ts'

const SIGNATURE = 8
/** The picture, its colours, its transparency and, for moving pictures, its frames (PNG third edition). */
const PICTURE = new Set([
	...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP'],
	...['acTL', 'fcTL', 'fdAT'],
])
/** Chunks with no bearing on a person and none on the screen; the pixel density tells one kind of device from another. */
const INDIFFERENT = new Set(['pHYs', 'sBIT', 'bKGD', 'hIST'])
const KEYWORDS: ReadonlyMap<string, TraceKind> = new Map([
	['Author', 'author'],
	['Copyright', 'author'],
	['Software', 'software'],
	['Source', 'camera'],
	['Creation Time', 'taken-at'],
	['create-date', 'taken-at'],
	['date:create', 'saved-at'],
	['date:modify', 'saved-at'],
	['date:timestamp', 'saved-at'],
	['Title', 'description'],
	['Description', 'description'],
	['Comment', 'description'],
])
const XMP_KEYWORD = 'XML:com.adobe.xmp'
const LARGEST_TEXT = 1024 * 1024
const MOST_UNPACKED = 100
const LARGEST_PROFILE = 4 * 1024 * 1024

/**
 * Takes a PNG apart. Chunks that draw stay byte for byte; all others, and whatever follows the end (where cropping
 * tools have left the uncropped picture), go.
 *
 * @throws DamagedFile
 */
export function dissectPng(bytes: Uint8Array, traces: Traces): Dissection {
	return new PngPass(bytes, traces).run()
}

class PngPass {
	readonly #view: BoundedBytes
	readonly #traces: Traces
	readonly #chunks: Uint8Array[] = []
	readonly #kept = new Set<KeptKind>()
	readonly #seen = new Set<string>()
	#unpacked = 0
	#orientation = 1

	constructor(bytes: Uint8Array, traces: Traces) {
		this.#view = new BoundedBytes(bytes)
		this.#traces = traces
	}

	run(): Dissection {
		let at = SIGNATURE
		while (!this.#seen.has('IEND')) {
			const length = this.#view.u32(at)
			const name = this.#view.ascii(at + 4, 4)
			this.#chunk(name, this.#view.slice(at + 8, length), this.#view.slice(at, length + 12))
			at += length + 12
		}
		if (!this.#seen.has('IHDR') || !this.#seen.has('IDAT')) throw new DamagedFile('no picture inside')
		if (at < this.#view.length) this.#traces.add('trailing-data', String(this.#view.length - at))
		if (this.#orientation !== 1) this.#kept.add('orientation')
		return { kept: [...this.#kept], rebuild: () => this.#rebuild() }
	}

	#chunk(name: string, data: Uint8Array, whole: Uint8Array): void {
		if (!this.#seen.has('IHDR') && name !== 'IHDR') throw new DamagedFile('the header does not come first')
		this.#seen.add(name)
		if (PICTURE.has(name)) this.#chunks.push(whole)
		else if (/^[A-Z]/.test(name)) throw new DamagedFile('a chunk no viewer may skip')
		else if (name === 'iCCP') this.#readProfile(data)
		else if (name === 'eXIf') this.#orientation = readExif(data, this.#traces)
		else if (name === 'tIME') this.#traces.add('saved-at', time(new BoundedBytes(data)))
		else if (/^(tEXt|zTXt|iTXt)$/.test(name)) this.#readText(name, data)
		else if (!INDIFFERENT.has(name)) this.#traces.add('unknown-block', name)
	}

	/** A name, a zero, a method that is always 0, and the deflated profile. */
	#readProfile(data: Uint8Array): void {
		if (this.#unpacked++ >= MOST_UNPACKED) return
		const profile = unpacked(data.subarray(data.indexOf(0) + 2), LARGEST_PROFILE) ?? new Uint8Array()
		const plain = plainProfile(profile)
		if (!plain || !sameBytes(plain, profile)) this.#traces.add('colour-profile')
		if (!plain || this.#kept.has('colour-profile')) return
		this.#chunks.push(chunk('iCCP', bytesOf('colour\0\0'), zlibSync(plain)))
		this.#kept.add('colour-profile')
	}

	#readText(name: string, data: Uint8Array): void {
		const end = data.indexOf(0)
		if (end === -1) {
			this.#traces.add('unknown-block', name)
			return
		}
		const keyword = new TextDecoder('latin1').decode(data.subarray(0, end))
		const readable = name === 'tEXt' || this.#unpacked++ < MOST_UNPACKED
		const text = readable ? textContent(name, data.subarray(end + 1)) : undefined
		if (keyword === XMP_KEYWORD && text) readXmp(text, this.#traces)
		else this.#noteText(keyword, text)
	}

	#noteText(keyword: string, text: Uint8Array | undefined): void {
		const shown = new TextDecoder().decode(text?.subarray(0, 512))
		const kind = KEYWORDS.get(keyword)
		if (kind) this.#traces.add(kind, shown)
		else this.#traces.add('unknown-block', shown === '' ? keyword : `${keyword}: ${shown}`)
	}

	#rebuild(): Uint8Array<ArrayBuffer> {
		const [header, ...rest] = this.#chunks
		const turn = this.#orientation === 1 ? [] : [chunk('eXIf', orientationBlock(this.#orientation))]
		return joined([this.#view.slice(0, SIGNATURE), ...(header ? [header] : []), ...turn, ...rest])
	}
}

/** The text after the keyword; undefined when it is packed and cannot be unpacked within reason. */
function textContent(name: string, rest: Uint8Array): Uint8Array | undefined {
	if (name === 'tEXt') return rest
	if (name === 'zTXt') return unpacked(rest.subarray(1), LARGEST_TEXT)
	const language = rest.indexOf(0, 2)
	const translated = language === -1 ? -1 : rest.indexOf(0, language + 1)
	if (translated === -1) return undefined
	const text = rest.subarray(translated + 1)
	return rest[0] === 1 ? unpacked(text, LARGEST_TEXT) : text
}

function unpacked(packed: Uint8Array, limit: number): Uint8Array | undefined {
	try {
		return inflateWithin(limit, packed, 'zlib')
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return undefined
	}
}

function time(data: BoundedBytes): string {
	if (data.length !== 7) return ''
	const two = (at: number): string => String(data.u8(at)).padStart(2, '0')
	return `${data.u16(0)}-${two(2)}-${two(3)} ${two(4)}:${two(5)}:${two(6)}`
}

function chunk(name: string, ...data: readonly Uint8Array[]): Uint8Array {
	const body = joined([bytesOf(name), ...data])
	return joined([big32(body.length - 4), body, big32(crc32(body))])
}
