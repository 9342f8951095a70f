import type { Dissection } from './dissection.ts'
import { readExif } from './exif.ts'
import type { Format, ReadOnlyFormat } from './format.ts'
import { readIsoMedia, readIsoPicture } from './iso-media.ts'
import { dissectMp3 } from './mp3.ts'
import { dissectOffice } from './office.ts'
import { readPdf } from './pdf.ts'
import { dissectPicture } from './picture.ts'
import { readFlac, readOgg, readWave } from './tagged-sound.ts'
import type { Traces } from './traces.ts'
import { readWebm } from './webm.ts'
import { readZip } from './zip.ts'

type Read = (bytes: Uint8Array, traces: Traces) => void

const READERS: Readonly<Record<ReadOnlyFormat, Read | undefined>> = {
	pdf: readPdf,
	heic: readIsoPicture,
	avif: readIsoPicture,
	tiff: readExif,
	mp4: readIsoMedia,
	mov: readIsoMedia,
	m4a: readIsoMedia,
	webm: readWebm,
	ogg: readOgg,
	flac: readFlac,
	wav: readWave,
	zip: readZip,
	'old-office': undefined,
	'locked-office': undefined,
}

/**
 * Notes a file's traces and, where a clean copy can be made, takes it apart.
 *
 * @returns undefined for formats that can be read but not cleaned, and for unknown ones.
 * @throws DamagedFile
 */
export function dissect(format: Format, bytes: Uint8Array, traces: Traces): Dissection | undefined {
	switch (format) {
		case 'jpeg':
		case 'png':
		case 'webp':
		case 'gif':
			return dissectPicture(format, bytes, traces)
		case 'docx':
		case 'xlsx':
		case 'pptx':
		case 'odf':
			return dissectOffice(format, bytes, traces)
		case 'mp3':
			return dissectMp3(bytes, traces)
		case 'unknown':
			return undefined
		default:
			READERS[format]?.(bytes, traces)
			return undefined
	}
}
