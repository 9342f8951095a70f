import { BoundedBytes } from './bounded-bytes.ts'
import { big16, big32, bytesOf, joined } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'

/**
 * The tags that say how to show colours (ICC.1:2022). The rest is prose or private: a screenshot from a calibrated
 * screen carries that screen's model and serial number in one of them.
 */
const COLOUR_TAGS = new Set([
	...['rXYZ', 'gXYZ', 'bXYZ', 'wtpt', 'bkpt', 'chad', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'cicp'],
	...['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2', 'gamt'],
])
const HEADER = 128
const MOST_TAGS = 100
const PROFILE_NAME = 'colour'

/**
 * A colour profile with the same colours and nothing else: no names, dates, makers, serial numbers or identifiers.
 *
 * @returns undefined when the profile cannot be read; the picture is better shown without it.
 */
export function plainProfile(profile: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
	try {
		return rebuilt(new BoundedBytes(profile))
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return undefined
	}
}

function rebuilt(profile: BoundedBytes): Uint8Array<ArrayBuffer> | undefined {
	if (!profile.says(36, 'acsp')) return undefined
	const count = profile.u32(HEADER)
	if (count > MOST_TAGS) return undefined
	const tags = new Map<string, Uint8Array>()
	const modern = profile.u8(8) >= 4
	tags.set('desc', modern ? modernText() : olderDescription())
	tags.set('cprt', modern ? modernText() : joined([bytesOf('text\0\0\0\0'), bytesOf('\0')]))
	for (let index = 0; index < count; index++) {
		const at = HEADER + 4 + 12 * index
		const name = profile.ascii(at, 4)
		const data = profile.slice(profile.u32(at + 4), profile.u32(at + 8))
		if (COLOUR_TAGS.has(name)) tags.set(name, withoutSlack(data))
	}
	return tags.size === 2 ? undefined : withTags(plainHeader(profile), tags)
}

/** Version, class, colour spaces and intent stay; date, maker, model, creator and identifier are zero: not stated. */
function plainHeader(profile: BoundedBytes): Uint8Array {
	const header = new Uint8Array(HEADER)
	header.set(profile.slice(8, 16), 8)
	header.set(bytesOf('acsp'), 36)
	header.set(profile.slice(64, 16), 64)
	return header
}

function withTags(header: Uint8Array, tags: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
	const directory = [big32(tags.size)]
	const bodies: Uint8Array[] = []
	let at = HEADER + 4 + 12 * tags.size
	for (const [name, data] of tags) {
		directory.push(bytesOf(name), big32(at), big32(data.length))
		const padding = new Uint8Array(-data.length & 3)
		bodies.push(data, padding)
		at += data.length + padding.length
	}
	const whole = joined([header, ...directory, ...bodies])
	whole.set(big32(whole.length), 0)
	return whole
}

/** Curves and colours have a length of their own; what follows inside the tag is not read by anyone. */
function withoutSlack(data: Uint8Array): Uint8Array {
	const view = new BoundedBytes(data)
	const kind = view.ascii(0, 4)
	if (kind === 'XYZ ') return view.slice(0, 20)
	if (kind === 'sf32') return view.slice(0, Math.min(view.length, 44))
	if (kind === 'curv') return view.slice(0, 12 + 2 * view.u32(8))
	if (kind === 'para') return view.slice(0, 12 + 4 * ([1, 3, 4, 5, 7][view.u16(8)] ?? 7))
	return data
}

/** multiLocalizedUnicodeType: one English record, one neutral word. Readers of version 4 insist on it. */
function modernText(): Uint8Array {
	const word = joined(Array.from(PROFILE_NAME, (letter) => big16(letter.charCodeAt(0))))
	return joined([
		...[bytesOf('mluc'), big32(0), big32(1), big32(12)],
		...[bytesOf('enUS'), big32(word.length), big32(28), word],
	])
}

/** textDescriptionType of version 2: the ASCII name, then empty Unicode and Macintosh names. */
function olderDescription(): Uint8Array {
	const word = bytesOf(`${PROFILE_NAME}\0`)
	return joined([bytesOf('desc'), big32(0), big32(word.length), word, new Uint8Array(4 + 4 + 2 + 1 + 67)])
}
