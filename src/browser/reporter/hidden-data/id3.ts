import { BoundedBytes } from './bounded-bytes.ts'
import { DamagedFile } from './damaged-file.ts'
import type { TraceKind, Traces } from './traces.ts'

export const ID3_HEADER = 10
const ID3V1 = 128
const LONGEST_TEXT = 512
const ENCODINGS = ['latin1', 'utf-16', 'utf-16be', 'utf-8'] as const

/** Frames of ID3v2.2 (three letters), 2.3 and 2.4, by what they tell. */
const FRAMES: readonly { readonly name: RegExp; readonly kind: TraceKind }[] = [
	{ name: /^(TPE\d|TP\d|TCOM|TCM|TOPE|TOA|TOWN|TCOP|TCR|TEXT|TXT)$/, kind: 'author' },
	{ name: /^(TSSE|TSS|TENC|TEN)$/, kind: 'software' },
	{ name: /^(TDRC|TYER|TYE|TDAT|TDA|TIME|TIM|TRDA|TRD)$/, kind: 'taken-at' },
	{ name: /^(TDEN|TDTG|TDRL|TDOR)$/, kind: 'saved-at' },
	{ name: /^(TIT\d|TT\d|TALB|TAL|TCON|TCO|TRCK|TRK)$/, kind: 'description' },
	{ name: /^(COMM|COM|USLT|ULT)$/, kind: 'description' },
	{ name: /^(APIC|PIC)$/, kind: 'thumbnail' },
	{ name: /^(GEOB|GEO)$/, kind: 'embedded-file' },
	{ name: /^(UFID|UFI|MCDI|MCI)$/, kind: 'document-id' },
]

/** Bytes of an ID3v2 tag that begins at `at`, its header and footer included. */
export function id3Length(view: BoundedBytes, at: number): number {
	const footer = view.u8(at + 5) & 0x10 ? ID3_HEADER : 0
	return ID3_HEADER + syncsafe(view, at + 6) + footer
}

/** Notes what a whole ID3v2 tag gives away; a frame that cannot be followed ends the reading, not the file. */
export function readId3(tag: Uint8Array, traces: Traces): void {
	const view = new BoundedBytes(tag)
	const before = traces.size
	try {
		readFrames(view, traces)
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		traces.add('unknown-block', 'ID3')
	}
	if (traces.size === before) traces.add('unknown-block', 'ID3')
}

/** Notes the old fixed tag in the last 128 bytes of a file. */
export function readId3v1(tail: Uint8Array, traces: Traces): void {
	const fields: readonly (readonly [number, number, TraceKind])[] = [
		[3, 30, 'description'],
		[33, 30, 'author'],
		[63, 30, 'description'],
		[93, 4, 'taken-at'],
		[97, 28, 'description'],
	]
	if (tail.length < ID3V1) return
	for (const [at, length, kind] of fields) {
		traces.add(kind, new TextDecoder('latin1').decode(tail.subarray(at, at + length)))
	}
}

function readFrames(view: BoundedBytes, traces: Traces): void {
	const version = view.u8(3)
	const old = version === 2
	const header = old ? 6 : 10
	let at = ID3_HEADER
	while (at + header <= view.length && view.u8(at) !== 0) {
		const name = view.ascii(at, old ? 3 : 4)
		const length = frameLength(view, at, version)
		readFrame(name, view.slice(at + header, length), traces)
		at += header + length
	}
}

function frameLength(view: BoundedBytes, at: number, version: number): number {
	if (version === 2) return view.u32(at + 2) & 0xffffff
	return version === 4 ? syncsafe(view, at + 4) : view.u32(at + 4)
}

function readFrame(name: string, content: Uint8Array, traces: Traces): void {
	const kind = FRAMES.find((frame) => frame.name.test(name))?.kind
	if (kind === 'thumbnail' || kind === 'embedded-file' || kind === 'document-id') traces.add(kind)
	else if (kind) traces.add(kind, frameText(content, /^(COM|COMM|ULT|USLT)$/.test(name)))
	else traces.add('unknown-block', name)
}

/** Comments and lyrics have a language before the text. */
function frameText(content: Uint8Array, hasLanguage: boolean): string {
	const encoding = ENCODINGS[content[0] ?? 0] ?? 'latin1'
	const from = hasLanguage ? 4 : 1
	return new TextDecoder(encoding).decode(content.subarray(from, from + LONGEST_TEXT))
}

/** Four bytes of seven bits, so that no tag can be mistaken for sound. */
function syncsafe(view: BoundedBytes, at: number): number {
	return [0, 1, 2, 3].reduce((sum, step) => (sum << 7) | (view.u8(at + step) & 0x7f), 0)
}
