import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: records at once] age-encryption reads every file as a stream, which costs more than opening 16 KiB. A record
// that lies in memory is opened at once.

const NONCE_SIZE = 16
const CHUNK = 64 * 1024
const TAG = 16
const LABEL = utf8ToBytes('payload')

export class PayloadBroken extends Error {
	override name = 'PayloadBroken'
}

/**
 * Opens the payload of an age v1 file (C2SP age, "Payload"), which is all that follows the header.
 * @param fileKey 16 bytes the header holds; it has to be checked before
 * @throws Error when a chunk is damaged, missing or out of place
 */
export function openPayload(fileKey: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	const key = hkdf(sha256, fileKey, payload.subarray(0, NONCE_SIZE), LABEL, 32)
	const sealed = payload.subarray(NONCE_SIZE)
	const chunks = Math.max(1, Math.ceil(sealed.length / (CHUNK + TAG)))
	const opened: Uint8Array[] = []
	for (let at = 0; at < chunks; at++) {
		const chunk = sealed.subarray(at * (CHUNK + TAG), (at + 1) * (CHUNK + TAG))
		opened.push(chacha20poly1305(key, nonceOf(at, at === chunks - 1)).decrypt(chunk))
	}
	if (chunks > 1 && opened.at(-1)?.length === 0) throw new PayloadBroken('the last chunk is empty')
	return new Uint8Array(concatBytes(...opened))
}

/** 11 bytes that count, big-endian, and one that marks the last chunk. */
function nonceOf(chunk: number, isLast: boolean): Uint8Array {
	const nonce = new Uint8Array(12)
	new DataView(nonce.buffer).setUint32(7, chunk)
	nonce[11] = isLast ? 1 : 0
	return nonce
}
