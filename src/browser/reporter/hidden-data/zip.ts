import { deflateSync } from 'fflate'
import { BoundedBytes } from './bounded-bytes.ts'
import { inflateWithin } from './bounded-inflate.ts'
import { bytesOf, joined, little16, little32 } from './byte-run.ts'
import { crc32 } from './crc32.ts'
import { DamagedFile } from './damaged-file.ts'

/** Together far above any document people send, far below what would stop a phone. */
const MOST_ENTRIES = 5_000
const LARGEST_TOTAL = 200 * 1024 * 1024

const END_RECORD = 22
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 0x01
const UTF8_NAME = 0x0800
/** 1 January 1980, midnight: the first moment a zip can hold. */
const NO_DATE = [little16(0), little16(0x21)] as const

/** One file of an archive, still packed. */
export type ZipEntry = {
	readonly name: string
	readonly method: number
	readonly crc: number
	/** Bytes once unpacked, as the archive claims. */
	readonly size: number
	readonly packed: Uint8Array
}

/**
 * Lists the files of a zip archive by its central directory (APPNOTE 6.3). Folders are left out.
 *
 * @throws DamagedFile also for archives that are encrypted, split, 64-bit, or would unpack to more than 200 MB.
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
	const view = new BoundedBytes(bytes)
	const end = endRecord(view)
	const count = view.u16(end + 10, true)
	if (count > MOST_ENTRIES) throw new DamagedFile('too many files')
	const entries = new Map<string, ZipEntry>()
	let at = view.u32(end + 16, true)
	for (let index = 0; index < count; index++) {
		const { entry, next } = directoryEntry(view, at)
		if (entries.has(entry.name)) throw new DamagedFile('two files of one name')
		entries.set(entry.name, entry)
		at = next
	}
	const listed = [...entries.values()]
	if (sum(listed, (entry) => entry.size) > LARGEST_TOTAL) throw new DamagedFile('too large unpacked')
	if (sum(listed, (entry) => entry.packed.length) > bytes.length) throw new DamagedFile('files overlap')
	return listed.filter((entry) => !entry.name.endsWith('/'))
}

/** @throws DamagedFile when the content is not what its checksum promises. */
export function unpackEntry(entry: ZipEntry): Uint8Array {
	const content = entry.method === STORED ? entry.packed : inflateWithin(entry.size, entry.packed, 'raw')
	if (content.length !== entry.size || crc32(content) !== entry.crc) throw new DamagedFile(entry.name)
	return content
}

/** The same file with other content; what is already compressed, such as a photo, is better only stored. */
export function repackEntry(entry: ZipEntry, content: Uint8Array, how: 'store' | 'deflate'): ZipEntry {
	const [method, packed] = how === 'store' ? [STORED, content] : [DEFLATED, deflateSync(content)]
	return { name: entry.name, method, crc: crc32(content), size: content.length, packed }
}

/** Writes an archive with nothing but names and contents: no dates, owners, comments or extra fields. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
	const files: Uint8Array[] = []
	const directory: Uint8Array[] = []
	let at = 0
	for (const entry of entries) {
		const name = bytesOf(entry.name)
		const facts = entryFacts(entry, name.length)
		const file = joined([bytesOf('PK\x03\x04'), little16(20), ...facts, name, entry.packed])
		files.push(file)
		directory.push(
			...[bytesOf('PK\x01\x02'), little16(20), little16(20), ...facts],
			...[new Uint8Array(2 + 2 + 2 + 4), little32(at), name],
		)
		at += file.length
	}
	const listing = joined(directory)
	const count = little16(entries.length)
	return joined([
		...[...files, listing],
		...[
			bytesOf('PK\x05\x06'),
			new Uint8Array(4),
			count,
			count,
			little32(listing.length),
			little32(at),
			little16(0),
		],
	])
}

/** The fields a local header and the directory share, from the flags to the length of the extra field. */
function entryFacts(entry: ZipEntry, nameLength: number): Uint8Array[] {
	return [
		...[little16(UTF8_NAME), little16(entry.method), ...NO_DATE, little32(entry.crc)],
		...[little32(entry.packed.length), little32(entry.size), little16(nameLength), little16(0)],
	]
}

/** The record stands at the very end, before a comment whose length it states. */
function endRecord(view: BoundedBytes): number {
	const last = view.length - END_RECORD
	for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
		if (view.says(at, 'PK\x05\x06') && at + END_RECORD + view.u16(at + 20, true) <= view.length) return at
	}
	throw new DamagedFile('no list of files')
}

function directoryEntry(view: BoundedBytes, at: number): { entry: ZipEntry; next: number } {
	if (!view.says(at, 'PK\x01\x02')) throw new DamagedFile('a broken list of files')
	const method = view.u16(at + 10, true)
	if (view.u16(at + 8, true) & ENCRYPTED) throw new DamagedFile('an encrypted file')
	if (method !== STORED && method !== DEFLATED) throw new DamagedFile('an unusual packing')
	const nameLength = view.u16(at + 28, true)
	const entry = {
		name: new TextDecoder().decode(view.slice(at + 46, nameLength)),
		method,
		crc: view.u32(at + 16, true),
		size: view.u32(at + 24, true),
		packed: localContent(view, view.u32(at + 42, true), view.u32(at + 20, true)),
	}
	return { entry, next: at + 46 + nameLength + view.u16(at + 30, true) + view.u16(at + 32, true) }
}

function localContent(view: BoundedBytes, at: number, length: number): Uint8Array {
	if (!view.says(at, 'PK\x03\x04')) throw new DamagedFile('a file is not where the list says')
	return view.slice(at + 30 + view.u16(at + 26, true) + view.u16(at + 28, true), length)
}

function sum(entries: readonly ZipEntry[], of: (entry: ZipEntry) => number): number {
	return entries.reduce((total, entry) => total + of(entry), 0)
}
