import { BoundedBytes } from './bounded-bytes.ts'
import { joined } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import type { Traces } from './traces.ts'
import { readXmp } from './xmp.ts'

const SCREEN = 13
const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
const CONTROL = 0xf9
const COMMENT = 0xfe
const APPLICATION = 0xff
const LOOPING = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])
const XMP_NAME = 'XMP DataXMP'

/**
 * Takes a GIF89a apart. Images, their timing and the looping stay; comments, text over the picture (which no browser
 * shows), applications' own data and what follows the end go.
 *
 * @throws DamagedFile
 */
export function dissectGif(bytes: Uint8Array, traces: Traces): Dissection {
	const view = new BoundedBytes(bytes)
	const pieces: Uint8Array[] = []
	const start = SCREEN + colourTable(view.u8(10))
	pieces.push(view.slice(0, start))
	let at = start
	let images = 0
	while (view.u8(at) !== TRAILER) {
		const kind = view.u8(at)
		if (kind !== IMAGE && kind !== EXTENSION) throw new DamagedFile('neither an image nor an extension')
		const end = kind === IMAGE ? imageEnd(view, at) : subBlocksEnd(view, at + 2)
		if (kind === IMAGE) {
			images++
			pieces.push(view.slice(at, end - at))
		} else pieces.push(...keptOfExtension(view, at, end, traces))
		at = end
	}
	if (images === 0) throw new DamagedFile('no picture inside')
	if (at + 1 < view.length) traces.add('trailing-data', String(view.length - at - 1))
	return { kept: [], rebuild: () => joined([...pieces, Uint8Array.of(TRAILER)]) }
}

/** Bytes in the colour table that a packed flags byte announces. */
function colourTable(flags: number): number {
	return flags & 0x80 ? 3 << ((flags & 0x07) + 1) : 0
}

/** A descriptor, perhaps a colour table, the code size, then the data. */
function imageEnd(view: BoundedBytes, at: number): number {
	return subBlocksEnd(view, at + 10 + colourTable(view.u8(at + 9)) + 1)
}

function subBlocksEnd(view: BoundedBytes, from: number): number {
	let at = from
	while (view.u8(at) !== 0) at += 1 + view.u8(at)
	return at + 1
}

/** What of an extension belongs in the clean copy: all, a bare version, or nothing. */
function keptOfExtension(view: BoundedBytes, at: number, end: number, traces: Traces): Uint8Array[] {
	const label = view.u8(at + 1)
	if (label === CONTROL) return [control(view, at)]
	const first = view.slice(at + 3, view.u8(at + 2))
	const rest = view.slice(at + 2, end - at - 2)
	if (label === COMMENT) traces.add('description', new TextDecoder().decode(subBlocksContent(rest)))
	else if (label !== APPLICATION) traces.add('unknown-block', `extension ${label}`)
	else return application(String.fromCharCode(...first), rest.subarray(1 + first.length), traces)
	return []
}

/** Four bytes of timing and transparency; more than that nobody reads. */
function control(view: BoundedBytes, at: number): Uint8Array {
	if (view.u8(at + 2) < 4) throw new DamagedFile('a control block too short')
	return joined([Uint8Array.of(EXTENSION, CONTROL, 4), view.slice(at + 3, 4), Uint8Array.of(0)])
}

function application(name: string, data: Uint8Array, traces: Traces): Uint8Array[] {
	if (LOOPING.has(name) && data[0] === 3 && data[1] === 1) {
		const times = data.subarray(2, 4)
		const ours = Uint8Array.from('NETSCAPE2.0', (letter) => letter.charCodeAt(0))
		return [
			joined([Uint8Array.of(EXTENSION, APPLICATION, 11), ours, Uint8Array.of(3, 1), times, Uint8Array.of(0)]),
		]
	}
	if (name === XMP_NAME) readXmp(data, traces)
	else traces.add('unknown-block', name)
	return []
}

function subBlocksContent(blocks: Uint8Array): Uint8Array {
	const pieces: Uint8Array[] = []
	for (let at = 0; at < blocks.length; at += 1 + (blocks[at] ?? 0)) {
		pieces.push(blocks.subarray(at + 1, at + 1 + (blocks[at] ?? 0)))
	}
	return joined(pieces)
}
