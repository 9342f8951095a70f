import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import type { Hash } from '#vault/outside/format.ts'

// [Note: hash of a file] A file of at most 1 MiB has the SHA-256 of its bytes; a longer one the SHA-256 over the
// SHA-256 of every piece of 1 MiB in turn. Pieces are hashed natively and beside the sealing; one long SHA-256 in
// JavaScript took nearly as long as the sealing itself. With other tools:
// split -b 1M --filter='openssl dgst -sha256 -binary' x | sha256sum

const PIECE = 1024 * 1024

export type FileHashing = {
	/** To be awaited before the next: at most two pieces are held. */
	see: (chunk: Uint8Array) => Promise<void>
	end: () => Promise<void>
	/** @throws RangeError before `end` */
	hash: () => Hash
}

export function hashingOfFile(): FileHashing {
	const digests: Uint8Array[] = []
	let piece = new Uint8Array(PIECE)
	let filled = 0
	let running = Promise.resolve()
	let hash: Hash | null = null
	const finishPiece = async () => {
		const whole = piece.subarray(0, filled)
		await running
		running = sha256(whole).then((digest) => void digests.push(digest))
		piece = new Uint8Array(PIECE)
		filled = 0
	}
	return {
		async see(chunk) {
			for (let rest = chunk; rest.length > 0;) {
				if (filled === PIECE) await finishPiece()
				const taken = rest.subarray(0, PIECE - filled)
				piece.set(taken, filled)
				filled += taken.length
				rest = rest.subarray(taken.length)
			}
		},
		async end() {
			await finishPiece()
			await running
			const [only] = digests
			const all = digests.length === 1 && only !== undefined ? only : await sha256(concatBytes(...digests))
			hash = bytesToHex(all) as Hash
		},
		hash() {
			if (hash === null) throw new RangeError('the file has not been read to its end')
			return hash
		},
	}
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
