// [Note: what a file is] Neither its name nor the type its sender gave is believed. Only a few kinds that browsers show
// without running anything are recognised, by their first bytes; everything else can be saved and nothing more.

export type FileKind =
	| { show: 'picture' | 'sound' | 'video'; type: string }
	| { show: 'text'; text: string }
	/** `what` chooses the warning. */
	| { show: 'nothing'; what: 'document' | 'archive' | 'program' | 'picture' | 'unknown' }

/** The largest text shown; longer ones are for an editor. */
const LONGEST_TEXT = 1024 * 1024

/** How far into a file the names of its codecs are looked for. */
const CODECS_WITHIN = 64 * 1024

type Signature = { at: number; bytes: string; kind: FileKind }

const picture = (type: string): FileKind => ({ show: 'picture', type })
const sound = (type: string): FileKind => ({ show: 'sound', type })
const nothing = (what: Extract<FileKind, { show: 'nothing' }>['what']): FileKind => ({
	show: 'nothing',
	what,
})

/** First bytes as Latin-1. Sources: the formats' specifications; WHATWG MIME Sniffing, sections 6 and 7. */
const SIGNATURES: readonly Signature[] = [
	{ at: 0, bytes: '\xff\xd8\xff', kind: picture('image/jpeg') },
	{ at: 0, bytes: '\x89PNG\r\n\x1a\n', kind: picture('image/png') },
	{ at: 0, bytes: 'GIF87a', kind: picture('image/gif') },
	{ at: 0, bytes: 'GIF89a', kind: picture('image/gif') },
	{ at: 8, bytes: 'WEBP', kind: picture('image/webp') },
	{ at: 8, bytes: 'WAVE', kind: sound('audio/wav') },
	{ at: 0, bytes: 'ID3', kind: sound('audio/mpeg') },
	{ at: 0, bytes: 'fLaC', kind: sound('audio/flac') },
	{ at: 0, bytes: '#!AMR', kind: nothing('unknown') },
	{ at: 0, bytes: '%PDF-', kind: nothing('document') },
	{ at: 0, bytes: '\xd0\xcf\x11\xe0', kind: nothing('document') },
	{ at: 0, bytes: '{\\rtf', kind: nothing('document') },
	{ at: 0, bytes: 'PK\x03\x04', kind: nothing('archive') },
	{ at: 0, bytes: 'PK\x05\x06', kind: nothing('archive') },
	{ at: 0, bytes: 'Rar!', kind: nothing('archive') },
	{ at: 0, bytes: '7z\xbc\xaf', kind: nothing('archive') },
	{ at: 0, bytes: '\x1f\x8b', kind: nothing('archive') },
	{ at: 257, bytes: 'ustar', kind: nothing('archive') },
	{ at: 0, bytes: 'MZ', kind: nothing('program') },
	{ at: 0, bytes: '\x7fELF', kind: nothing('program') },
	{ at: 0, bytes: 'II*\0', kind: nothing('picture') },
	{ at: 0, bytes: 'MM\0*', kind: nothing('picture') },
]

const PICTURE_BRANDS = ['heic', 'heix', 'mif1', 'msf1', 'hevc']
const SOUND_BRANDS = ['M4A ', 'M4B ']

/** What a file is, by its bytes alone. */
export function sniffFile(bytes: Uint8Array): FileKind {
	const start = latin1(bytes.subarray(0, CODECS_WITHIN))
	const known = SIGNATURES.find((signature) => start.startsWith(signature.bytes, signature.at))
	if (known !== undefined) return known.kind
	if (start.startsWith('OggS')) return start.includes('theora') ? video('video/ogg') : sound('audio/ogg')
	if (start.startsWith('\x1a\x45\xdf\xa3')) return webm(start)
	if (start.startsWith('ftyp', 4)) return isoMedia(start.slice(8, 12), bytes)
	if (/^\xff[\xe2-\xfb]/.test(start)) return sound('audio/mpeg')
	return textOrNothing(bytes)
}

function webm(start: string): FileKind {
	if (!start.includes('webm')) return nothing('unknown')
	return start.includes('V_') ? video('video/webm') : sound('audio/webm')
}

/** ISO base media (MP4): a track of pictures is announced by the letters "vide", wherever the index stands. */
function isoMedia(brand: string, bytes: Uint8Array): FileKind {
	if (brand === 'avif' || brand === 'avis') return picture('image/avif')
	if (PICTURE_BRANDS.includes(brand)) return nothing('picture')
	const hasPictures = !SOUND_BRANDS.includes(brand) && contains(bytes, 'vide')
	return hasPictures ? video('video/mp4') : sound('audio/mp4')
}

function video(type: string): FileKind {
	return { show: 'video', type }
}

function textOrNothing(bytes: Uint8Array): FileKind {
	if (bytes.length === 0 || bytes.length > LONGEST_TEXT) return nothing('unknown')
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
		return /[^\P{Cc}\t\n\f\r]/u.test(text) ? nothing('unknown') : { show: 'text', text }
	} catch (error) {
		if (error instanceof TypeError) return nothing('unknown')
		throw error
	}
}

function contains(bytes: Uint8Array, letters: string): boolean {
	const wanted = Array.from(letters, (letter) => letter.charCodeAt(0))
	const [first = 0] = wanted
	for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1))
		if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true
	return false
}

function latin1(bytes: Uint8Array): string {
	const SLICE = 8192
	let text = ''
	for (let at = 0; at < bytes.length; at += SLICE)
		text += String.fromCharCode(...bytes.subarray(at, at + SLICE))
	return text
}
