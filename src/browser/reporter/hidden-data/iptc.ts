import { BoundedBytes } from './bounded-bytes.ts'
import { DamagedFile } from './damaged-file.ts'
import type { TraceKind, Traces } from './traces.ts'

/** Record 2 of IPTC-IIM 4.2, by dataset number. */
const DATASETS: ReadonlyMap<number, TraceKind> = new Map([
	[5, 'description'],
	[25, 'description'],
	[40, 'unknown-block'], // special instructions: social networks put a tracking number here
	[55, 'taken-at'],
	[65, 'software'],
	[80, 'author'],
	[90, 'place'],
	[92, 'place'],
	[95, 'place'],
	[101, 'place'],
	[105, 'description'],
	[110, 'author'],
	[116, 'author'],
	[118, 'author'],
	[120, 'description'],
	[122, 'author'],
])
const IPTC_RESOURCE = 0x0404
const THUMBNAIL_RESOURCES = [0x0409, 0x040c]

/** Notes what a Photoshop APP13 block gives away, from just after its `Photoshop 3.0\0` on. */
export function readPhotoshop(block: Uint8Array, traces: Traces): void {
	const before = traces.size
	try {
		readResources(new BoundedBytes(block), traces)
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		traces.add('unknown-block', 'Photoshop')
	}
	if (traces.size === before) traces.add('unknown-block', 'Photoshop')
}

function readResources(block: BoundedBytes, traces: Traces): void {
	let at = 0
	while (block.says(at, '8BIM')) {
		const resource = block.u16(at + 4)
		const nameLength = block.u8(at + 6) + 1
		const from = at + 6 + nameLength + (nameLength & 1)
		const length = block.u32(from)
		const data = block.slice(from + 4, length)
		if (resource === IPTC_RESOURCE) readIptc(new BoundedBytes(data), traces)
		if (THUMBNAIL_RESOURCES.includes(resource)) traces.add('thumbnail')
		at = from + 4 + length + (length & 1)
	}
}

function readIptc(data: BoundedBytes, traces: Traces): void {
	let at = 0
	while (at < data.length && data.u8(at) === 0x1c) {
		const length = data.u16(at + 3)
		const kind = data.u8(at + 1) === 2 ? DATASETS.get(data.u8(at + 2)) : undefined
		if (kind) traces.add(kind, new TextDecoder().decode(data.slice(at + 5, length)))
		at += 5 + length
	}
}
