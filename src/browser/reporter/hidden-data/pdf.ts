import { bytesOf, indexOfRun } from './byte-run.ts'
import { inflateWithin } from './bounded-inflate.ts'
import { DamagedFile } from './damaged-file.ts'
import { readEmbeddedExif } from './exif.ts'
import type { TraceKind, Traces } from './traces.ts'
import { readEmbeddedXmp } from './xmp.ts'

const NAMES: ReadonlyMap<string, TraceKind> = new Map([
	['Author', 'author'],
	['Company', 'organisation'],
	['Manager', 'author'],
	['Creator', 'software'],
	['Producer', 'software'],
	['CreationDate', 'saved-at'],
	['ModDate', 'saved-at'],
	['Title', 'description'],
	['Subject', 'description'],
	['Keywords', 'description'],
])
/** Names whose mere presence tells. */
const MARKS: ReadonlyMap<string, TraceKind> = new Map([
	['EmbeddedFile', 'embedded-file'],
	['ByteRange', 'signature'],
	['PieceInfo', 'unknown-block'],
	['Encrypt', 'unknown-block'],
	['JavaScript', 'unknown-block'],
])
const NOTES = new Set(['Text', 'FreeText', 'Highlight', 'Underline', 'StrikeOut', 'Ink', 'Stamp', 'Popup'])
const LONGEST_NAME = 20
const LONGEST_STRING = 1024
const LARGEST_STREAM = 4 * 1024 * 1024
const LARGEST_TOTAL = 32 * 1024 * 1024
/** What a stream that cannot be unpacked is counted for: under a password all are such, in a bomb many. */
const FAILURE_COST = 1024 * 1024
const MOST_STRINGS = 2_000
/** An object stream's dictionary is short; its `stream` keyword follows within this. */
const DICTIONARY = 512

/**
 * Notes what a PDF (ISO 32000-2) gives away, by looking for known names rather than by understanding the file: in its
 * plain bytes, its packed object streams, its XMP and the photos inside. What it does not find may still be there, and
 * nothing is taken out, because deleted objects stay in the bytes.
 */
export function readPdf(bytes: Uint8Array, traces: Traces): void {
	scanNames(bytes, traces)
	for (const content of objectStreams(bytes)) scanNames(content, traces)
	readEmbeddedXmp(bytes, traces)
	readEmbeddedExif(bytes, traces)
	const versions = countRuns(bytes, bytesOf('%%EOF'))
	if (versions > 1) traces.add('edit-history', String(versions))
}

function scanNames(bytes: Uint8Array, traces: Traces): void {
	const slash = 0x2f
	let strings = 0
	for (let at = bytes.indexOf(slash); at !== -1; at = bytes.indexOf(slash, at + 1)) {
		const name = nameAt(bytes, at + 1)
		const kind = NAMES.get(name)
		const mark = MARKS.get(name)
		const note = NOTES.has(name) && isSubtype(bytes, at)
		if (mark) traces.add(mark, mark === 'unknown-block' ? name : undefined)
		if ((!kind && !note) || strings++ >= MOST_STRINGS) continue
		if (kind) traces.add(kind, stringAt(bytes, at + 1 + name.length))
		else noteAnnotation(bytes, at, traces)
	}
}

/** Letters only: no name looked for here has others. */
function nameAt(bytes: Uint8Array, from: number): string {
	const letters = String.fromCharCode(...bytes.subarray(from, from + LONGEST_NAME))
	return /^[A-Za-z]*/.exec(letters)?.[0] ?? ''
}

function isSubtype(bytes: Uint8Array, at: number): boolean {
	return String.fromCharCode(...bytes.subarray(Math.max(0, at - 9), at))
		.trimEnd()
		.endsWith('/Subtype')
}

/** A note in the margin, whose writer stands near it in the same dictionary. */
function noteAnnotation(bytes: Uint8Array, at: number, traces: Traces): void {
	traces.add('comments')
	const near = bytes.subarray(Math.max(0, at - DICTIONARY), at + DICTIONARY)
	const writer = indexOfRun(near, bytesOf('/T('))
	if (writer !== -1) traces.add('author', stringAt(near, writer + 2))
}

/** The string that follows a name: literal in parentheses or hexadecimal; nothing when it is a reference. */
function stringAt(bytes: Uint8Array, from: number): string {
	const near = String.fromCharCode(...bytes.subarray(from, from + LONGEST_STRING)).trimStart()
	if (near.startsWith('<') && !near.startsWith('<<')) return decoded(fromHex(near.slice(1)))
	return near.startsWith('(') ? decoded(literal(near)) : ''
}

/** 7.3.4.2: nested parentheses count, a backslash quotes the next character or up to three octal digits. */
function literal(near: string): string {
	let depth = 0
	let out = ''
	for (let at = 0; at < near.length; at++) {
		const sign = near.charAt(at)
		const octal = sign === '\\' ? /^[0-7]{1,3}/.exec(near.slice(at + 1, at + 4))?.[0] : undefined
		if (octal !== undefined) out += String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
		else if (sign === '\\') out += near.charAt(at + 1)
		else if (sign === '(' && depth++ === 0) continue
		else if (sign === ')' && --depth === 0) return out
		else out += sign
		if (sign === '\\') at += octal?.length ?? 1
	}
	return out
}

function fromHex(near: string): string {
	const digits = near.slice(0, Math.max(near.indexOf('>'), 0)).replace(/[^\dA-Fa-f]/g, '')
	return digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
}

/** UTF-16 with a byte order mark, or nearly Latin-1. Dates lose their `D:`. */
function decoded(raw: string): string {
	const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0))
	if (raw.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(bytes)
	if (raw.startsWith('\xef\xbb\xbf')) return new TextDecoder().decode(bytes)
	const date = /^D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?/.exec(raw)
	if (!date) return raw
	const [, year, month, day, hour = '00', minute = '00'] = date
	return `${year}-${month}-${day} ${hour}:${minute}`
}

/** From PDF 1.5 on, properties may be packed together with other objects. Streams do not nest: one pass. */
function* objectStreams(bytes: Uint8Array): Generator<Uint8Array> {
	const name = bytesOf('/ObjStm')
	let room = LARGEST_TOTAL
	for (let at = indexOfRun(bytes, name); at !== -1 && room > 0;) {
		const keyword = indexOfRun(bytes.subarray(at, at + DICTIONARY), bytesOf('stream'))
		const from = keyword === -1 ? at + name.length : at + keyword + 'stream'.length
		const end = keyword === -1 ? from : indexOfRun(bytes, bytesOf('endstream'), from)
		if (end === -1) return
		const content = end > from ? unpacked(bytes.subarray(from, end)) : undefined
		if (content) yield content
		room -= content?.length ?? FAILURE_COST
		at = indexOfRun(bytes, name, end)
	}
}

/** The line break after the keyword is not part of the stream. */
function unpacked(stream: Uint8Array): Uint8Array | undefined {
	const start = stream[0] === 0x0d ? 2 : 1
	try {
		return inflateWithin(LARGEST_STREAM, stream.subarray(start), 'zlib')
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return undefined
	}
}

function countRuns(bytes: Uint8Array, run: Uint8Array): number {
	let count = 0
	for (let at = indexOfRun(bytes, run); at !== -1; at = indexOfRun(bytes, run, at + 1)) count++
	return count
}
