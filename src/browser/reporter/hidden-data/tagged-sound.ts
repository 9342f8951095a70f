import { BoundedBytes } from './bounded-bytes.ts'
import { bytesOf, indexOfRun } from './byte-run.ts'
import { ID3_HEADER, id3Length, readId3 } from './id3.ts'
import type { TraceKind, Traces } from './traces.ts'

const MOST_COMMENTS = 500
const OGG_HEAD = 64 * 1024
const LONGEST_TEXT = 512

const COMMENT_FIELDS: ReadonlyMap<string, TraceKind> = new Map([
	['ARTIST', 'author'],
	['PERFORMER', 'author'],
	['COMPOSER', 'author'],
	['AUTHOR', 'author'],
	['COPYRIGHT', 'author'],
	['ORGANIZATION', 'organisation'],
	['LOCATION', 'place'],
	['DATE', 'taken-at'],
	['CREATION_TIME', 'taken-at'],
	['ENCODER', 'software'],
	['ENCODED_BY', 'author'],
	['TITLE', 'description'],
	['ALBUM', 'description'],
	['DESCRIPTION', 'description'],
	['COMMENT', 'description'],
	['METADATA_BLOCK_PICTURE', 'thumbnail'],
])
const WAVE_FIELDS: ReadonlyMap<string, TraceKind> = new Map([
	['IART', 'author'],
	['IENG', 'author'],
	['ICOP', 'author'],
	['ICRD', 'taken-at'],
	['ISFT', 'software'],
	['INAM', 'description'],
	['ICMT', 'description'],
	['ISRC', 'place'],
])

/** Notes the comments of Ogg Vorbis and Opus (RFC 7845), as voice messages use it. @throws DamagedFile */
export function readOgg(bytes: Uint8Array, traces: Traces): void {
	const head = bytes.subarray(0, OGG_HEAD)
	for (const name of ['OpusTags', '\x03vorbis']) {
		const at = indexOfRun(head, bytesOf(name))
		if (at !== -1) readComments(new BoundedBytes(bytes.subarray(at + name.length)), traces)
	}
}

/** Notes the comments and pictures of FLAC (RFC 9639). @throws DamagedFile */
export function readFlac(bytes: Uint8Array, traces: Traces): void {
	const view = new BoundedBytes(bytes)
	for (let at = 4, last = false; !last;) {
		last = (view.u8(at) & 0x80) !== 0
		const kind = view.u8(at) & 0x7f
		const block = view.slice(at + 4, view.u32(at) & 0xffffff)
		if (kind === 4) readComments(new BoundedBytes(block), traces)
		if (kind === 6) traces.add('thumbnail')
		if (kind === 2) traces.add('unknown-block', new BoundedBytes(block).ascii(0, 4))
		at += 4 + block.length
	}
}

/** Notes the information list, the broadcast block and the ID3 tag of a WAV recording. @throws DamagedFile */
export function readWave(bytes: Uint8Array, traces: Traces): void {
	const view = new BoundedBytes(bytes)
	for (const { name, at, length } of riffChunks(view, 12, view.length)) {
		if (name === 'LIST' && view.says(at, 'INFO')) readInfo(view, at + 4, at + length, traces)
		else if (name === 'bext') readBroadcast(view, at, traces)
		else if (name === 'id3 ' || name === 'ID3 ') readId3Chunk(view.slice(at, length), traces)
		else if (!['fmt ', 'data', 'fact', 'LIST', 'PAD ', 'JUNK'].includes(name))
			traces.add('unknown-block', name)
	}
}

function readComments(view: BoundedBytes, traces: Traces): void {
	const vendor = view.u32(0, true)
	traces.add('software', text(view.slice(4, vendor)))
	const count = Math.min(view.u32(4 + vendor, true), MOST_COMMENTS)
	let at = 8 + vendor
	for (let index = 0; index < count; index++) {
		const length = view.u32(at, true)
		noteComment(text(view.slice(at + 4, length)), traces)
		at += 4 + length
	}
}

function noteComment(comment: string, traces: Traces): void {
	const end = comment.indexOf('=')
	const kind = COMMENT_FIELDS.get(comment.slice(0, Math.max(end, 0)).toUpperCase())
	if (kind === 'thumbnail') traces.add(kind)
	else traces.add(kind ?? 'unknown-block', kind ? comment.slice(end + 1) : comment)
}

function readInfo(view: BoundedBytes, from: number, end: number, traces: Traces): void {
	for (const { name, at, length } of riffChunks(view, from, end)) {
		traces.add(WAVE_FIELDS.get(name) ?? 'unknown-block', text(view.slice(at, length)))
	}
}

/** EBU Tech 3285: description, originator, its reference, then date and time. */
function readBroadcast(view: BoundedBytes, at: number, traces: Traces): void {
	traces.add('description', text(view.slice(at, 256)))
	traces.add('author', text(view.slice(at + 256, 32)))
	traces.add('document-id', text(view.slice(at + 288, 32)))
	traces.add('taken-at', text(view.slice(at + 320, 18)))
}

function readId3Chunk(chunk: Uint8Array, traces: Traces): void {
	const view = new BoundedBytes(chunk)
	if (view.says(0, 'ID3') && view.length > ID3_HEADER) {
		readId3(view.slice(0, Math.min(id3Length(view, 0), view.length)), traces)
	}
}

function* riffChunks(
	view: BoundedBytes,
	from: number,
	end: number,
): Generator<{ name: string; at: number; length: number }> {
	for (let at = from; at + 8 <= end;) {
		const length = view.u32(at + 4, true)
		yield { name: view.ascii(at, 4), at: at + 8, length }
		at += 8 + length + (length & 1)
	}
}

function text(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes.subarray(0, LONGEST_TEXT))
}
