import { BoundedBytes } from './bounded-bytes.ts'
import { joined } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import { ID3_HEADER, id3Length, readId3, readId3v1 } from './id3.ts'
import type { KeptKind, Traces } from './traces.ts'

/** kbit/s by bitrate index, for layer III of MPEG-1 and of MPEG-2 and 2.5 (ISO 11172-3, 13818-3). */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLES = [44_100, 48_000, 32_000]
const ENCODER = /LAME[\x20-\x7e]{0,16}|Lav[cf][\x20-\x7e]{0,16}/
const LARGEST_FIRST_FRAME = 2048

/** Whether MPEG layer III sound begins at once: two frames in a row, since one header alone is easily chance. */
export function startsWithFrame(bytes: Uint8Array): boolean {
	const view = new BoundedBytes(bytes)
	const first = frameLength(view, 0)
	return first > 0 && (first === view.length || frameLength(view, first) > 0)
}

/**
 * Takes an MP3 apart. Frames of sound stay byte for byte; every tag before, between and after them goes, whatever its
 * kind. A last frame that is cut short, as recorders leave it, goes too.
 *
 * @throws DamagedFile when no sound follows the tags.
 */
export function dissectMp3(bytes: Uint8Array, traces: Traces): Dissection {
	const view = new BoundedBytes(bytes)
	const sound: Uint8Array[] = []
	let at = 0
	while (at < view.length) {
		const end = soundEnd(view, at)
		if (end > at) {
			sound.push(view.slice(at, end - at))
			at = end
		} else at = readTag(view, at, traces)
	}
	const first = sound[0]
	if (!first) throw new DamagedFile('no sound inside')
	const encoder = ENCODER.exec(String.fromCharCode(...first.subarray(0, LARGEST_FIRST_FRAME)))?.[0]
	if (encoder !== undefined) traces.add('software', encoder)
	const kept: KeptKind[] = encoder === undefined ? [] : ['software']
	return { kept, rebuild: () => joined(sound) }
}

/** Where the unbroken row of whole frames that begins at `at` ends; `at` itself when none does. */
function soundEnd(view: BoundedBytes, at: number): number {
	let end = at
	for (let length = frameLength(view, end); length > 0; length = frameLength(view, end)) end += length
	return end
}

/** Bytes of the frame at this place, header included; 0 when there is no whole frame. */
function frameLength(view: BoundedBytes, at: number): number {
	if (at + 4 > view.length) return 0
	const header = view.u32(at)
	const version = (header >>> 19) & 3
	const layerThree = ((header >>> 17) & 3) === 1
	const rate = (version === 3 ? RATES_1 : RATES_2)[(header >>> 12) & 15]
	const samples = SAMPLES[(header >>> 10) & 3]
	if (header >>> 21 !== 0x7ff || version === 1 || !layerThree || !rate || !samples) return 0
	const halvings = version === 3 ? 1 : version === 2 ? 2 : 4
	const factor = version === 3 ? 144_000 : 72_000
	const length = Math.floor((factor * rate) / (samples / halvings)) + ((header >>> 9) & 1)
	return at + length <= view.length ? length : 0
}

/** Handles what is not sound and answers where to look for sound again. */
function readTag(view: BoundedBytes, at: number, traces: Traces): number {
	if (view.says(at, 'ID3') && at + ID3_HEADER <= view.length) {
		const length = Math.min(id3Length(view, at), view.length - at)
		readId3(view.slice(at, length), traces)
		return at + length
	}
	if (view.says(at, 'TAG') && view.length - at === 128) {
		readId3v1(view.slice(at, 128), traces)
		return view.length
	}
	const next = nextStart(view, at + 1)
	const stretch = view.slice(at, next - at)
	if (view.says(at, 'APETAGEX')) traces.add('unknown-block', 'APE')
	else if (stretch.some((byte) => byte !== 0)) traces.add('trailing-data', String(stretch.length))
	return next
}

/** The next place where a tag or two frames in a row begin; each byte is looked at once. */
function nextStart(view: BoundedBytes, from: number): number {
	for (let at = from; at < view.length; at++) {
		const byte = view.u8(at)
		if (byte === 0x49 && view.says(at, 'ID3')) return at
		if (byte === 0x54 && view.length - at === 128 && view.says(at, 'TAG')) return at
		const length = byte === 0xff ? frameLength(view, at) : 0
		if (length > 0 && frameLength(view, at + length) > 0) return at
	}
	return view.length
}
