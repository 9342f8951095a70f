import { randomBytes } from 'node:crypto'
import { constants, inflateRawSync, inflateSync } from 'node:zlib'

/** Something that must not be found: a text, or the raw bytes of a key. */
export type Canary = { name: string; is: string | Uint8Array }

/** A text found nowhere else, with a space, quotes and a letter beyond ASCII. */
export function canari(of: string): string {
	return `"canari blessé" ${of} ${randomBytes(6).toString('hex')}`
}

type Form = { said: string; bytes: Buffer }

/** A stream somebody compressed: enough of it to find a canary near its beginning. */
const MOST_COMPRESSED = 2 ** 20
const MOST_INFLATED = 2 ** 25

/** Bytes by which pieces of a large place must overlap, so that no form is cut in two. */
export const OVERLAP = 2 ** 16

// [Note: forms] A canary is looked for in every form a program may have given it: the encodings of text, of bytes as
// text, of text inside JSON and addresses, and inside compressed streams. All forms are looked for in one pass: a
// table of 2^24 bits says whether any of them begins with the three bytes at hand.

/** Looks for many canaries in one pass over any bytes. */
export class CanarySearch {
	/** The same for the first two bytes: small enough to stay in the processor's cache. */
	readonly #pairs = new Uint8Array(2 ** 16)
	readonly #begins = new Uint8Array(2 ** 21)
	readonly #forms = new Map<number, Form[]>()

	constructor(canaries: readonly Canary[]) {
		for (const { name, is } of canaries)
			for (const [how, bytes] of formsOf(is)) this.#add({ said: `${name} as ${how}`, bytes })
		for (const start of COMPRESSED.keys()) this.#mark(start)
	}

	/** @returns what was found: each canary with the form it was found in, sorted, once */
	find(place: Uint8Array): string[] {
		const found = new Set<string>()
		this.#findIn(place, '', 2, found)
		return [...found].sort()
	}

	#add(form: Form): void {
		const [first = 0, second = 0, third = 0] = form.bytes
		if (form.bytes.length < 4) throw new RangeError(`${form.said} is too short to be unique`)
		const start = (first << 16) | (second << 8) | third
		this.#mark(start)
		this.#forms.set(start, [...(this.#forms.get(start) ?? []), form])
	}

	#mark(start: number): void {
		this.#pairs[start >> 8] = 1
		this.#begins[start >> 3] = (this.#begins[start >> 3] ?? 0) | (1 << (start & 7))
	}

	#findIn(place: Uint8Array, where: string, depth: number, found: Set<string>): void {
		const [pairs, begins] = [this.#pairs, this.#begins]
		const here = Buffer.from(place.buffer, place.byteOffset, place.length)
		let start = 0
		for (let at = 0; at < place.length; at++) {
			start = ((start << 8) | place[at]!) & 0xff_ff_ff
			if (pairs[start >> 8] === 0 || (begins[start >> 3]! & (1 << (start & 7))) === 0 || at < 2) continue
			for (const { said, bytes } of this.#forms.get(start) ?? [])
				if (bytes[3] === place[at + 1] && standsAt(here, at - 2, bytes)) found.add(said + where)
			const compressed = depth === 0 ? undefined : COMPRESSED.get(start)
			const inside = compressed === undefined ? null : inflated(here.subarray(at - 2), compressed)
			if (inside !== null) this.#findIn(inside, `${where} in a compressed stream`, depth - 1, found)
		}
	}
}

function standsAt(place: Buffer, at: number, bytes: Buffer): boolean {
	const end = at + bytes.length
	return end <= place.length && place.compare(bytes, 0, bytes.length, at, end) === 0
}

/** Every form of a canary, by the name of the form. Forms that are the same bytes have one name, the simplest. */
export function formsOf(is: string | Uint8Array): Map<string, Buffer> {
	const seen = new Set<string>()
	return new Map(
		[...namedForms(is)].filter(([, bytes]) => {
			const isNew = !seen.has(bytes.toString('latin1'))
			seen.add(bytes.toString('latin1'))
			return isNew
		}),
	)
}

function namedForms(is: string | Uint8Array): Map<string, Buffer> {
	const forms = new Map<string, Buffer>()
	if (typeof is !== 'string') {
		forms.set('bytes', Buffer.from(is))
		for (const [how, text] of bytesAsText(is, true)) addText(forms, how, text)
		return forms
	}
	for (const norm of ['NFC', 'NFD'] as const) {
		const text = is.normalize(norm)
		for (const [how, written] of textAsText(text)) addText(forms, `${how} ${norm}`, written)
		for (const [how, written] of bytesAsText(Buffer.from(text), false))
			addText(forms, `${how} ${norm}`, written)
	}
	return forms
}

function addText(forms: Map<string, Buffer>, how: string, text: string): void {
	forms.set(`${how}, utf-8`, Buffer.from(text))
	forms.set(`${how}, utf-16le`, Buffer.from(text, 'utf16le'))
	forms.set(`${how}, utf-16be`, Buffer.from(text, 'utf16le').swap16())
	// How V8 keeps strings without letters beyond U+00FF.
	if (/[\u0080-\u00ff]/.test(text) && !/[^\0-\u00ff]/.test(text))
		forms.set(`${how}, latin-1`, Buffer.from(text, 'latin1'))
}

function textAsText(text: string): [string, string][] {
	const percent = encodeURIComponent(text)
	const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	const json = JSON.stringify(text).slice(1, -1)
	const escaped = json.replace(/[^\0-\u007f]/g, escape)
	return [
		['text', text],
		['json', json],
		['json escapes', escaped],
		['capital json escapes', escaped.replace(/\\u\w{4}/g, (one) => `\\u${one.slice(2).toUpperCase()}`)],
		['json escapes throughout', text.replace(/[^]/g, escape)],
		['percent', percent],
		['small percent', percent.replace(/%../g, (one) => one.toLowerCase())],
		['form field', percent.replaceAll('%20', '+')],
	]
}

function bytesAsText(bytes: Uint8Array, numbers: boolean): [string, string][] {
	const hex = Buffer.from(bytes).toString('hex')
	const base64 = [0, 1, 2].flatMap((offset): [string, string][] => {
		const all = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
		const inner = all.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3))
		return [
			[`base64 at ${String(offset)}`, inner],
			[`base64url at ${String(offset)}`, inner.replaceAll('+', '-').replaceAll('/', '_')],
		]
	})
	const decimals: [string, string][] = numbers ? [['numbers', bytes.join(',')]] : []
	return [...base64, ['hex', hex], ['capital hex', hex.toUpperCase()], ...decimals]
}

type Compression = (stream: Buffer) => Uint8Array

const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_INFLATED }

/** What opens a compressed stream, by its first three bytes: gzip; zlib with its four usual headers; zip. */
const COMPRESSED = new Map<number, Compression>([
	[0x1f_8b_08, openGzip],
	...[0x78_01, 0x78_5e, 0x78_9c, 0x78_da].flatMap((header) =>
		Array.from({ length: 256 }, (_, third): [number, Compression] => [
			(header << 8) | third,
			(stream) => inflateSync(stream, LENIENT),
		]),
	),
	[0x50_4b_03, openZipEntry],
])

const GZIP_HEADER = 10
const HAS_EXTRA = 4
const HAS_NAME = 8
const HAS_COMMENT = 16
const HAS_CHECKSUM = 2

/** RFC 1952. Node's own refuses a stream that other bytes follow. */
function openGzip(stream: Buffer): Uint8Array {
	const flags = stream[3] ?? 0
	let data = GZIP_HEADER
	if ((flags & HAS_EXTRA) !== 0 && stream.length > data + 2) data += 2 + stream.readUInt16LE(data)
	for (const text of [HAS_NAME, HAS_COMMENT])
		if ((flags & text) !== 0) data = stream.indexOf(0, data) + 1 || stream.length
	if ((flags & HAS_CHECKSUM) !== 0) data += 2
	return inflateRawSync(stream.subarray(data), LENIENT)
}

const ZIP_ENTRY = 30
const DEFLATED = 8

function openZipEntry(entry: Buffer): Uint8Array {
	if (entry.length < ZIP_ENTRY || entry.readUInt16LE(8) !== DEFLATED) return new Uint8Array()
	const data = ZIP_ENTRY + entry.readUInt16LE(26) + entry.readUInt16LE(28)
	return inflateRawSync(entry.subarray(data), LENIENT)
}

/** Null when the bytes only looked like a compressed stream, as thousands in any memory do. */
function inflated(stream: Buffer, open: Compression): Uint8Array | null {
	const { stackTraceLimit } = Error
	// Where such an error was made tells nothing, and working it out takes longer than the whole search.
	Error.stackTraceLimit = 0
	try {
		return open(stream.subarray(0, MOST_COMPRESSED))
	} catch (error) {
		if (error instanceof Error && 'code' in error && /^Z_|^ERR_BUFFER_TOO_LARGE$/.test(String(error.code)))
			return null
		throw error
	} finally {
		Error.stackTraceLimit = stackTraceLimit
	}
}
