import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { expect, test } from 'vitest'
import { slowTries } from '../../../../tests/fuzz/how-many.ts'
import { inflateWithin } from './bounded-inflate.ts'
import { bytesOf, joined, sameBytes } from './byte-run.ts'
import { clean } from './clean.ts'
import {
	openDocument,
	phoneFilm,
	phoneJpeg,
	phoneWebp,
	plainJpeg,
	plainWebp,
	screenshotPng,
	slides,
	spreadsheet,
	taggedMp3,
	talkativeGif,
	wordDocument,
} from './crafted-files.ts'
import { canariesIn } from './hidden-bytes.ts'
import { DamagedFile } from './damaged-file.ts'
import { mirror } from './mirror.ts'

const FILES = [
	plainJpeg(),
	phoneJpeg(),
	screenshotPng(new Uint8Array(200)),
	plainWebp(),
	phoneWebp(),
	talkativeGif(),
	wordDocument(),
	slides(),
	spreadsheet(),
	openDocument(),
	taggedMp3(),
	phoneFilm(),
]
const SIGNATURES = FILES.map((file) => file.subarray(0, 12))

const hurt = fc
	.record({
		file: fc.constantFrom(...FILES),
		cut: fc.double({ min: 0, max: 1, noNaN: true }),
		flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
			maxLength: 8,
		}),
	})
	.map(({ file, cut, flips }) => {
		const bytes = file.slice(0, Math.ceil(file.length * (cut > 0.5 ? 1 : 2 * cut)))
		for (const [place, flip] of flips) {
			const at = Math.floor(place * (bytes.length - 1))
			bytes[at] = (bytes[at] ?? 0) ^ flip
		}
		return bytes
	})

function answers(bytes: Uint8Array): void {
	const before = bytes.slice()
	const result = clean(bytes)
	const seen = mirror(bytes, 'a')
	expect(sameBytes(bytes, before)).toBe(true)
	if (result.ok) expect(seen.cleanable).not.toBe('cannot-clean')
	else expect(seen.cleanable).toBe('cannot-clean')
}

test('files cut short or with flipped bits are answered, never thrown at people', () => {
	fc.assert(fc.property(hurt, answers), slowTries(3000))
})

test('a known beginning before noise is answered too', () => {
	const noise = fc.tuple(fc.constantFrom(...SIGNATURES), fc.uint8Array({ maxLength: 400 }))
	fc.assert(
		fc.property(noise, ([head, tail]) => {
			answers(Uint8Array.of(...head, ...tail))
		}),
		slowTries(2000),
	)
})

test('cleaning a clean copy changes nothing, even when the original was hurt', () => {
	fc.assert(
		fc.property(hurt, (bytes) => {
			const once = clean(bytes)
			if (!once.ok) return
			const twice = clean(once.bytes)
			expect(twice.ok && sameBytes(twice.bytes, once.bytes)).toBe(true)
		}),
		slowTries(2000),
	)
	for (const file of FILES) {
		const once = clean(file)
		const twice = once.ok ? clean(once.bytes) : once
		expect(twice).toEqual(once)
	}
})

test('a canary that was cut through or bent is gone as well', () => {
	fc.assert(
		fc.property(hurt, (bytes) => {
			const result = clean(bytes)
			if (result.ok && result.kept.every((kind) => kind !== 'embedded-file')) {
				expect(canariesIn(result.bytes)).toEqual([])
			}
		}),
		slowTries(500),
	)
})

test('noise after packed data is refused, since reading on would cost the square of its length', () => {
	const stuffed = joined([deflateSync(bytesOf('words')), new Uint8Array(2_000_000)])
	expect(() => inflateWithin(1000, stuffed, 'raw')).toThrow(DamagedFile)
})

// Read in the time of its square, any of these would take minutes to hours.
test.each([
	['JPEG comments', (size: number) => repeated([0xff, 0xd8], [0xff, 0xfe, 0, 3, 65], size)],
	['JPEG stuffing', (size: number) => repeated([0xff, 0xd8, 0xff, 0xda, 0, 2], [0xff, 0], size)],
	[
		'MP3 noise',
		(size: number) => repeated([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 1], size),
	],
	[
		'PDF names',
		(size: number) =>
			repeated([...new TextEncoder().encode('%PDF-')], [...new TextEncoder().encode('/Title(')], size),
	],
	[
		'PDF streams',
		(size: number) =>
			repeated(
				[...new TextEncoder().encode('%PDF-')],
				[...new TextEncoder().encode('/ObjStm stream ')],
				size,
			),
	],
	[
		'film boxes',
		(size: number) =>
			repeated([0, 0, 0, 8, 0x66, 0x74, 0x79, 0x70], [0, 0, 0, 8, 0x6d, 0x6f, 0x6f, 0x76], size),
	],
	[
		'XMP openings',
		(size: number) =>
			repeated([...new TextEncoder().encode('%PDF-')], [...new TextEncoder().encode('<x:xmpmeta ')], size),
	],
])(
	'4 MB of hostile %s are read within seconds',
	(_, make) => {
		const start = process.threadCpuUsage()
		mirror(make(4_000_000), 'a')
		// Time of the processor: a machine that does much else at once reads no slower.
		expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(15_000)
	},
	60_000,
)

function repeated(head: readonly number[], unit: readonly number[], size: number): Uint8Array {
	const bytes = new Uint8Array(size)
	for (let at = 0; at < size; at++) bytes[at] = unit[(at - head.length + unit.length * 8) % unit.length] ?? 0
	bytes.set(head)
	return bytes
}
