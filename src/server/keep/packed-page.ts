import { brotliCompressSync, constants } from 'node:zlib'
import { takesBrotli } from '#contract/takes-brotli.ts'

type Answer = {
	body: Uint8Array<ArrayBuffer>
	encoding: { 'content-type': string; vary: string; 'content-encoding'?: 'br' }
}

/** A page that stays the same for many requests, packed once. */
export type PackedPage = {
	/** Bytes without packing. */
	size: number
	for: (request: Request) => Answer
}

/** The tightest packing would stop all other answers for a second, to save a tenth. */
const PACKING = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

export function packedPage(html: string): PackedPage {
	const plain = new TextEncoder().encode(html)
	const packed = new Uint8Array(brotliCompressSync(plain, PACKING))
	const headers = { 'content-type': 'text/html; charset=utf-8', vary: 'accept-encoding' }
	return {
		size: plain.length,
		for: ({ headers: asked }) =>
			takesBrotli(asked.get('accept-encoding'))
				? { body: packed, encoding: { ...headers, 'content-encoding': 'br' } }
				: { body: plain, encoding: headers },
	}
}
