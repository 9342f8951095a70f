import { zlibSync } from 'fflate'
import { expect, test } from 'vitest'
import { big32, bytesOf, joined, little32, sameBytes } from './byte-run.ts'
import { clean } from './clean.ts'
import { box, canary, KESSA, mp3Frames, phoneExif, phoneFilm, taggedMp3, xmpPacket } from './crafted-files.ts'
import { tellingPart } from './file-name.ts'
import { canariesIn } from './hidden-bytes.ts'
import { mirror, type Mirror } from './mirror.ts'

const HONEST_NO = { ok: false, because: 'cannot-clean-this-format' }

function pdf(): Uint8Array {
	const packed = zlibSync(
		bytesOf(`<< /Producer (${canary('packed-producer')}) /ModDate (D:20240512143211Z) >>`),
	)
	return joined([
		bytesOf(
			`%PDF-1.7\n1 0 obj << /Author (${canary('pdf-author')} \\(Kessa\\)) /CreationDate (D:20240511) >>\n`,
		),
		bytesOf(
			`2 0 obj << /Title <FEFF0041006D0069006E0061> /Subtype /Highlight /T(${canary('note-writer')}) >>\n`,
		),
		...[bytesOf('3 0 obj << /Type /ObjStm >>\nstream\n'), packed, bytesOf('\nendstream\n')],
		...[bytesOf('stream\n'), bytesOf('Exif\0\0'), phoneExif(), bytesOf('\nendstream\n'), xmpPacket()],
		bytesOf('%%EOF\nmore\n%%EOF'),
	])
}

function ogg(): Uint8Array {
	const place = bytesOf(`LOCATION=${canary('ogg-place')}`)
	const vendor = bytesOf('libopus')
	return joined([
		...[bytesOf('OggS'), new Uint8Array(24), bytesOf('OpusTags'), little32(vendor.length), vendor],
		...[little32(1), little32(place.length), place],
	])
}

function wave(): Uint8Array {
	const artist = bytesOf(canary('wav-artist').padEnd(26))
	const list = joined([bytesOf('INFOIART'), little32(artist.length), artist])
	return joined([bytesOf('RIFF'), little32(100), bytesOf('WAVELIST'), little32(list.length), list])
}

function webm(): Uint8Array {
	const element = (id: number[], content: Uint8Array): Uint8Array =>
		joined([Uint8Array.from(id), Uint8Array.of(0x80 | content.length), content])
	const tag = joined([
		element([0x45, 0xa3], bytesOf('LOCATION')),
		element([0x44, 0x87], bytesOf('-04.0500+012.5000/')),
	])
	const tags = element([0x12, 0x54, 0xc3, 0x67], element([0x73, 0x73], element([0x67, 0xc8], tag)))
	const info = element([0x15, 0x49, 0xa9, 0x66], element([0x57, 0x41], bytesOf(canary('webm-app'))))
	const openSize = Uint8Array.of(0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255)
	return joined([element([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(4)), openSize, info, tags])
}

const READ_ONLY: readonly (readonly [string, Uint8Array, Mirror['format'], Mirror['traces']])[] = [
	[
		'PDF',
		pdf(),
		'pdf',
		[
			{ kind: 'author', value: `${canary('pdf-author')} (Kessa)` },
			{ kind: 'author', value: canary('note-writer') },
			{ kind: 'author', value: canary('xmp-author') },
			{ kind: 'software', value: canary('packed-producer') },
			{ kind: 'saved-at', value: '2024-05-11 00:00' },
			{ kind: 'saved-at', value: '2024-05-12 14:32' },
			{ kind: 'description', value: 'Amina' },
			{ kind: 'comments' },
			{ kind: 'edit-history', value: '2' },
			{ kind: 'place', value: KESSA.shown },
		],
	],
	[
		'film',
		phoneFilm(),
		'mp4',
		[
			{ kind: 'location-in-video', value: '-04.0500+012.5000/' },
			{ kind: 'taken-at', value: '2024-05-12 14:32:11' },
			{ kind: 'camera', value: canary('film-model') },
		],
	],
	[
		'3GPP film',
		joined([
			box('ftyp', bytesOf('3gp5'), big32(0)),
			box(
				'moov',
				box(
					'udta',
					box('loci', big32(0), bytesOf('\0\0Mine\0\0'), big32(0xc8000), big32(-0x40000), big32(0)),
				),
			),
		]),
		'mp4',
		[{ kind: 'location-in-video', value: '-4.00000, 12.50000' }],
	],
	[
		'iPhone photo (HEIC)',
		joined([box('ftyp', bytesOf('heic'), big32(0)), box('mdat', bytesOf('\0\0\0\x06Exif\0\0'), phoneExif())]),
		'heic',
		[{ kind: 'place', value: KESSA.shown }],
	],
	['raw photo (TIFF)', phoneExif(), 'tiff', [{ kind: 'place', value: KESSA.shown }]],
	['voice message (Ogg)', ogg(), 'ogg', [{ kind: 'place', value: canary('ogg-place') }]],
	['recording (WAV)', wave(), 'wav', [{ kind: 'author', value: canary('wav-artist') }]],
	[
		'WebM film',
		webm(),
		'webm',
		[
			{ kind: 'software', value: canary('webm-app') },
			{ kind: 'location-in-video', value: '-04.0500+012.5000/' },
		],
	],
]

test.each(READ_ONLY)(
	'a %s is recognised, shows what it tells, and is not pretended clean',
	(_, bytes, format, traces) => {
		const seen = mirror(bytes, 'file')
		expect(seen).toMatchObject({ format, cleanable: 'cannot-clean' })
		expect(seen.traces).toEqual(expect.arrayContaining([...traces]))
		expect(clean(bytes)).toEqual(HONEST_NO)
	},
)

test('an MP3 keeps its sound byte for byte and loses every tag, before, between and after', () => {
	expect(mirror(taggedMp3(), 'a').traces).toContainEqual({ kind: 'author', value: canary('id3-artist') })
	const result = clean(taggedMp3())
	expect(result.ok && sameBytes(result.bytes, mp3Frames(5))).toBe(true)
	expect(result.ok && canariesIn(result.bytes)).toEqual([])
})

test('a recording that stopped in the middle of a frame keeps its whole frames', () => {
	const result = clean(mp3Frames(4).subarray(0, -100))
	expect(result.ok && sameBytes(result.bytes, mp3Frames(3))).toBe(true)
})

test('the encoder written into the first frame of an MP3 stays, and is said to stay', () => {
	const frames = mp3Frames(3)
	frames.set(bytesOf('LAME3.100'), 100)
	expect(clean(frames)).toMatchObject({ ok: true, kept: ['software'] })
	expect(mirror(frames, 'a').traces).toEqual([{ kind: 'software', value: 'LAME3.100' }])
})

test('what nobody knows is called unknown', () => {
	for (const bytes of [
		new Uint8Array(),
		bytesOf('Dear friends,'),
		Uint8Array.of(0xff),
		new Uint8Array(500),
	]) {
		expect(clean(bytes)).toEqual({ ok: false, because: 'unknown-format' })
		expect(mirror(bytes, 'photo.jpg')).toEqual({ format: 'unknown', traces: [], cleanable: 'cannot-clean' })
	}
})

test('the format is told by the bytes: a PDF named .jpg is a PDF', () => {
	expect(mirror(pdf(), 'holiday.jpg').format).toBe('pdf')
})

test.each([
	['IMG_20240512_143211.jpg', '20240512_143211'],
	['WhatsApp Image 2024-05-12 at 14.32.11.jpeg', '2024-05-12 at 14.32.11'],
	['signal-2024-05-12-143211.jpg', '2024-05-12-143211'],
	['IMG_4711.HEIC', 'IMG_4711'],
	['letter from amina@kessa.example.pdf', 'amina@kessa.example.pdf'],
	['letter.pdf', undefined],
	['budget 20249999.xlsx', undefined],
	['201234567890.jpg', undefined],
])('the name %s tells %s', (name, telling) => {
	expect(tellingPart(name)).toBe(telling)
})

test('a value cannot turn the page around or run on for ever', () => {
	const name = `\u202egnp.exe\n${'a'.repeat(5000)}`
	const text = bytesOf(`%PDF-1.4 /Author (\xfe\xff) /Title (\xef\xbb\xbf`)
	const bytes = joined([
		bytesOf('%PDF-1.4 /Title ('),
		Uint8Array.of(0xef, 0xbb, 0xbf),
		bytesOf(name),
		bytesOf(')'),
		text,
	])
	const [title] = mirror(bytes, 'a').traces
	expect(title?.value).toMatch(/^gnp\.exe a{1,112}$/)
})
