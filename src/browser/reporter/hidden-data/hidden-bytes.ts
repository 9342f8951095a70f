import { unzipSync } from 'fflate'
import { inflateWithin } from './bounded-inflate.ts'
import { DamagedFile } from './damaged-file.ts'

/** Names every canary that can still be found in a file: as UTF-8 or UTF-16, plain, zipped or deflated in a chunk. */
export function canariesIn(bytes: Uint8Array): string[] {
	const found = [bytes, ...unzipped(bytes), ...inflated(bytes)].flatMap((layer) => {
		const text = new TextDecoder('latin1').decode(layer)
		return [text, text.replaceAll('\0', '')].flatMap((form) => form.match(/CANARY-[a-z\d-]*/g) ?? [])
	})
	return [...new Set(found)]
}

function unzipped(bytes: Uint8Array): Uint8Array[] {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
	return isZip ? Object.values(unzipSync(bytes)).flatMap((part) => [part, ...inflated(part)]) : []
}

/** Tries every place that looks like the start of zlib data. */
function inflated(bytes: Uint8Array): Uint8Array[] {
	const layers: Uint8Array[] = []
	for (let at = bytes.indexOf(0x78); at !== -1; at = bytes.indexOf(0x78, at + 1)) {
		try {
			layers.push(inflateWithin(1_000_000, bytes.subarray(at), 'zlib'))
		} catch (error) {
			if (!(error instanceof DamagedFile)) throw error
		}
	}
	return layers
}
