import { BoundedBytes } from './bounded-bytes.ts'
import { DamagedFile } from './damaged-file.ts'
import { isTiff } from './exif.ts'
import { startsWithFrame } from './mp3.ts'
import { readZip, unpackEntry, type ZipEntry } from './zip.ts'

export const PICTURE_FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** Word, Excel, PowerPoint (ECMA-376), and OpenDocument whatever its kind. */
export type OfficeFormat = 'docx' | 'xlsx' | 'pptx' | 'odf'

/** Formats we look into but do not rewrite. `old-office` are also Word and Excel files under a password. */
export type ReadOnlyFormat =
	| 'pdf'
	| 'heic'
	| 'avif'
	| 'tiff'
	| 'mp4'
	| 'mov'
	| 'm4a'
	| 'webm'
	| 'ogg'
	| 'flac'
	| 'wav'
	| 'old-office'
	| 'locked-office'
	| 'zip'

export type Format = PictureFormat | OfficeFormat | ReadOnlyFormat | 'mp3' | 'unknown'

/** How far from the start readers still look for `%PDF-`. */
const PDF_PREFIX = 1024

/** Tells the format by the bytes alone; a name is the sender's claim, and often wrong. */
export function recognise(bytes: Uint8Array): Format {
	const view = new BoundedBytes(bytes)
	if (view.says(0, '\xff\xd8\xff')) return 'jpeg'
	if (view.says(0, '\x89PNG\r\n\x1a\n')) return 'png'
	if (view.says(0, 'GIF87a') || view.says(0, 'GIF89a')) return 'gif'
	if (view.says(0, 'RIFF') && view.says(8, 'WEBP')) return 'webp'
	if (view.says(0, 'RIFF') && view.says(8, 'WAVE')) return 'wav'
	if (view.says(0, 'PK\x03\x04')) return zipped(bytes)
	if (view.says(4, 'ftyp')) return isoFormat(view)
	if (view.says(4, 'moov') || view.says(4, 'mdat') || view.says(4, 'wide')) return 'mov'
	if (view.says(0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'old-office'
	if (view.says(0, '\x1a\x45\xdf\xa3')) return 'webm'
	if (view.says(0, 'OggS')) return 'ogg'
	if (view.says(0, 'fLaC')) return 'flac'
	if (isTiff(bytes)) return 'tiff'
	if (view.says(0, 'ID3') || startsWithFrame(bytes)) return 'mp3'
	const head = String.fromCharCode(...bytes.subarray(0, PDF_PREFIX))
	return head.includes('%PDF-') ? 'pdf' : 'unknown'
}

function isoFormat(view: BoundedBytes): Format {
	if (view.length < 12) return 'mp4'
	const brand = view.ascii(8, 4)
	if (/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/.test(brand)) return 'heic'
	if (/^(avif|avis)$/.test(brand)) return 'avif'
	if (brand === 'qt  ') return 'mov'
	return /^M4[AB] $/.test(brand) ? 'm4a' : 'mp4'
}

/** An archive too broken to list is still an archive. */
function zipped(bytes: Uint8Array): OfficeFormat | 'zip' | 'locked-office' {
	try {
		const entries = readZip(bytes)
		const mimetype = entries.find((entry) => entry.name === 'mimetype')
		if (mimetype && mimetype.size < PDF_PREFIX) {
			const type = new TextDecoder().decode(unpackEntry(mimetype))
			if (!type.startsWith('application/vnd.oasis.opendocument.')) return 'zip'
			return isLocked(entries) ? 'locked-office' : 'odf'
		}
		const names = new Set(entries.map((entry) => entry.name))
		if (!names.has('[Content_Types].xml')) return 'zip'
		const within = (folder: string): boolean => entries.some((entry) => entry.name.startsWith(folder))
		return within('word/') ? 'docx' : within('xl/') ? 'xlsx' : within('ppt/') ? 'pptx' : 'zip'
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return 'zip'
	}
}

/** OpenDocument says in its manifest which parts need a password. */
function isLocked(entries: readonly ZipEntry[]): boolean {
	const manifest = entries.find((entry) => entry.name === 'META-INF/manifest.xml')
	return manifest !== undefined && new TextDecoder().decode(unpackEntry(manifest)).includes('encryption-data')
}
