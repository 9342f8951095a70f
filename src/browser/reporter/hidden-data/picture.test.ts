import { load } from 'exifreader'
import { expect, test } from 'vitest'
import { BoundedBytes } from './bounded-bytes.ts'
import { bytesOf, indexOfRun, sameBytes } from './byte-run.ts'
import { clean } from './clean.ts'
import {
	canary,
	chunk,
	jpegWith,
	KESSA,
	phoneExif,
	phoneJpeg,
	phoneWebp,
	plainJpeg,
	plainWebp,
	pngWith,
	screenshotPng,
	segment,
	talkativeGif,
} from './crafted-files.ts'
import { canariesIn } from './hidden-bytes.ts'
import { mirror } from './mirror.ts'
import type { TraceKind } from './traces.ts'

function cleaned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const result = clean(bytes)
	if (!result.ok) throw new Error(result.because)
	return result.bytes
}

/** What an independent reader still finds, leaving out what every picture has: sizes, colours, how it is stored. */
function oracle(bytes: Uint8Array): string[] {
	const facts = new Set(['file', 'jfif', 'pngFile', 'riff', 'gif', 'icc'])
	const stored = /^png\.(Image Width|Image Height|Bit Depth|Color Type|Compression|Filter|Interlace)$/
	const groups: object = load(bytes.slice().buffer, { expanded: true })
	return Object.entries(groups)
		.filter(([name]) => !facts.has(name))
		.flatMap(([name, tags]: [string, object]) => Object.keys(tags).map((tag) => `${name}.${tag}`))
		.filter((tag) => !stored.test(tag))
}

function values(bytes: Uint8Array, kind: TraceKind): (string | undefined)[] {
	const { traces } = mirror(bytes, 'photo')
	return traces.filter((trace) => trace.kind === kind).map((trace) => trace.value)
}

function profileOfPlainWebp(): Uint8Array {
	const view = new BoundedBytes(plainWebp())
	return view.slice(38, view.u32(34, true))
}

/** Everything from the first quantisation table to the end of the scan: what decides the pixels. */
function compressedPixels(jpeg: Uint8Array): Uint8Array {
	const end = indexOfRun(jpeg, Uint8Array.of(0xff, 0xfe), indexOfRun(jpeg, Uint8Array.of(0xff, 0xda)))
	const eoi = indexOfRun(jpeg, Uint8Array.of(0xff, 0xd9), indexOfRun(jpeg, Uint8Array.of(0xff, 0xda)))
	return jpeg.subarray(indexOfRun(jpeg, Uint8Array.of(0xff, 0xdb)), end === -1 ? eoi : end)
}

const PICTURES = [
	['a phone photo', phoneJpeg()],
	['a screenshot', screenshotPng(profileOfPlainWebp())],
	['a WebP photo', phoneWebp()],
	['a moving picture', talkativeGif()],
] as const

test.each(PICTURES)('%s loses every planted word, and a second look finds nothing', (_, bytes) => {
	expect(canariesIn(bytes).length).toBeGreaterThan(2)
	const copy = cleaned(bytes)
	expect(canariesIn(copy)).toEqual([])
	expect(mirror(copy, 'photo')).toMatchObject({ traces: [], cleanable: 'nothing-found' })
})

test.each(PICTURES)('%s, read by another reader, has no metadata left but its orientation', (_, bytes) => {
	const left = oracle(cleaned(bytes)).filter((tag) => tag !== 'exif.Orientation')
	expect(left).toEqual([])
})

test('the other reader does see what the photos carried before', () => {
	expect(oracle(phoneJpeg())).toEqual(expect.arrayContaining(['gps.Latitude', 'exif.Make', 'iptc.City']))
	expect(oracle(phoneWebp())).toEqual(expect.arrayContaining(['gps.Latitude', 'xmp.CreatorTool']))
})

test('Amina sees where and when her photo was taken, and with what', () => {
	expect(values(phoneJpeg(), 'place')).toContain(KESSA.shown)
	expect(values(phoneJpeg(), 'taken-at')).toEqual(['2024-05-12 14:32:11'])
	expect(values(phoneJpeg(), 'camera')).toEqual([`Fonari ${canary('model')}`])
	expect(values(phoneJpeg(), 'place')).toContain(canary('iptc-city'))
	expect(values(phoneWebp(), 'place')).toEqual([KESSA.shown])
	expect(values(screenshotPng(new Uint8Array()), 'saved-at')).toEqual(['2024-05-12 14:32:11'])
})

test('the compressed pixels of a photo stay byte for byte', () => {
	const before = compressedPixels(phoneJpeg())
	expect(before.length).toBeGreaterThan(200)
	expect(sameBytes(compressedPixels(cleaned(phoneJpeg())), before)).toBe(true)
	expect(sameBytes(compressedPixels(plainJpeg()), before)).toBe(true)
})

test('the pixel data of PNG and WebP stay byte for byte', () => {
	const png = screenshotPng(profileOfPlainWebp())
	const pixels = png.subarray(indexOfRun(png, bytesOf('IDAT')) - 4, indexOfRun(png, bytesOf('IEND')) - 4)
	expect(indexOfRun(cleaned(png), pixels)).toBeGreaterThan(0)
	const webp = plainWebp()
	const image = webp.subarray(indexOfRun(webp, bytesOf('VP8 ')))
	expect(indexOfRun(cleaned(phoneWebp()), image)).toBeGreaterThan(0)
})

test.each([2, 3, 4, 5, 6, 7, 8])('a photo held sideways (%i) is still shown upright', (orientation) => {
	const copy = cleaned(phoneJpeg(orientation))
	expect(load(copy.buffer, { expanded: true }).exif?.Orientation?.value).toBe(orientation)
	expect(clean(phoneJpeg(orientation))).toMatchObject({ kept: ['orientation', 'colour-profile'] })
})

test('an upright photo gets no Exif block at all', () => {
	expect(indexOfRun(cleaned(phoneJpeg(1)), bytesOf('Exif'))).toBe(-1)
	expect(oracle(cleaned(phoneJpeg(1)))).toEqual([])
})

test('a colour profile keeps its colours and loses its maker and its date', () => {
	const profile = (bytes: Uint8Array): unknown => load(bytes.slice().buffer, { expanded: true }).icc
	const said = (copyright: string): object => ({ 'ICC Copyright': { value: copyright } })
	expect(profile(plainJpeg())).toMatchObject(said('Google Inc. 2016'))
	expect(profile(cleaned(plainJpeg()))).toMatchObject(said('colour'))
	expect(JSON.stringify(profile(cleaned(plainJpeg())))).not.toMatch(/Google|2016/)
})

test('the thumbnail a JFIF header can hold goes too', () => {
	const header = segment(
		0xe0,
		bytesOf('JFIF\0\x01\x01\0\0\x01\0\x01'),
		Uint8Array.of(9, 1),
		bytesOf(canary('rgb')),
	)
	const withThumbnail = jpegWith([header])
	expect(values(withThumbnail, 'thumbnail')).toHaveLength(1)
	expect(canariesIn(cleaned(withThumbnail))).toEqual([])
})

test('a broken Exif block is named, dropped, and does not stop the cleaning', () => {
	const broken = jpegWith([segment(0xe1, bytesOf('Exif\0\0'), phoneExif().subarray(0, 120))])
	expect(values(broken, 'unknown-block')).toContain('Exif')
	expect(oracle(cleaned(broken))).toEqual(['exif.Orientation'])
})

test('words stuffed behind an orientation are not passed off as nothing', () => {
	const stuffed = pngWith([chunk('eXIf', orientationAlone(), bytesOf(canary('stuffed').repeat(3)))])
	expect(mirror(stuffed, 'a').cleanable).toBe('clean-copy')
	expect(canariesIn(cleaned(stuffed))).toEqual([])
})

function orientationAlone(): Uint8Array {
	const copy = cleaned(pngWith([chunk('eXIf', phoneExif(6))]))
	const at = indexOfRun(copy, bytesOf('eXIf'))
	return copy.subarray(at + 4, at + 4 + 26)
}

test('the header of a cleaned WebP says what is left: a profile and an orientation, and how long it is', () => {
	const copy = new BoundedBytes(cleaned(phoneWebp()))
	expect(copy.u8(20)).toBe(0x20 | 0x08)
	expect(copy.u32(4, true)).toBe(copy.length - 8)
})

test('a looping GIF still loops, and every frame is there', () => {
	const copy = cleaned(talkativeGif())
	expect(indexOfRun(copy, bytesOf('NETSCAPE2.0'))).toBeGreaterThan(0)
	expect(copy.filter((byte) => byte === 0x2c)).toHaveLength(2)
})

test('a photo cut short in transfer is called damaged, but its place is still shown', () => {
	const cut = phoneJpeg().subarray(0, -60)
	expect(clean(cut)).toEqual({ ok: false, because: 'damaged' })
	expect(mirror(cut, 'photo').cleanable).toBe('cannot-clean')
	expect(values(cut, 'place')).toContain(KESSA.shown)
})
