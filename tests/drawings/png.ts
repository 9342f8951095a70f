import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const LEVELS = [0, 85, 170, 255]

/**
 * A black drawing on nothing, in four levels of opacity (PNG, W3C Recommendation 2025, sections 5 and 11).
 * @param opacity a byte for each pixel, row by row
 * @param comment kept beside the picture, Latin letters
 */
export function encodeDrawing(width: number, opacity: Uint8Array, comment: string): Buffer {
	const height = opacity.length / width
	const bytesInRow = Math.ceil(width / 4)
	const rows = Buffer.alloc((bytesInRow + 1) * height)
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const level = Math.round((opacity[y * width + x] ?? 0) / 85)
			const at = y * (bytesInRow + 1) + 1 + (x >> 2)
			rows[at] = (rows[at] ?? 0) | (level << (6 - 2 * (x & 3)))
		}
	}
	const header = Buffer.alloc(13)
	header.writeUInt32BE(width, 0)
	header.writeUInt32BE(height, 4)
	// Two bits for each pixel, which choose from a palette.
	header.set([2, 3, 0, 0, 0], 8)
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.alloc(3 * LEVELS.length)),
		chunk('tRNS', Buffer.from(LEVELS)),
		chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')),
		chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	])
}

function chunk(type: string, data: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
	const framed = Buffer.alloc(typed.length + 8)
	framed.writeUInt32BE(data.length, 0)
	framed.set(typed, 4)
	framed.writeUInt32BE(crc32(typed), typed.length + 4)
	return framed
}
