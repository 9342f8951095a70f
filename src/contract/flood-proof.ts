import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: proof of work] Asked for only while space runs low. SHA-256 over a seed and a nonce has to begin with so
// many zero bits. The mailbox is part of the seed, and a mailbox takes one first message: a proof serves once
// without a list of used ones anywhere.

export type FloodProof = { challenge: string; nonce: number }

/** The hardest demand: 2^13 hashes on average, four times as many in one case of fifty. */
export const MOST_BITS = 13

export function isProofOfWork(proof: FloodProof, mailbox: string, bits: number): boolean {
	return leadingZeroBits(hashWith(seedOf(proof.challenge, mailbox), proof.nonce)) >= bits
}

/** Tries `tries` nonces from `from` on. @returns the nonce that fits, or null: go on at `from + tries`. */
export function findNonce(
	demand: { challenge: string; bits: number; mailbox: string },
	from: number,
	tries: number,
): number | null {
	const seed = seedOf(demand.challenge, demand.mailbox)
	for (let nonce = from; nonce < from + tries; nonce++)
		if (leadingZeroBits(hashWith(seed, nonce)) >= demand.bits) return nonce
	return null
}

function seedOf(challenge: string, mailbox: string): Uint8Array {
	return sha256(utf8ToBytes(`safeconduct/1/flood\0${challenge}\0${mailbox}`))
}

/** The nonce as 8 bytes, big-endian, after the seed: one block of SHA-256. */
function hashWith(seed: Uint8Array, nonce: number): Uint8Array {
	const bytes = new Uint8Array(8)
	const view = new DataView(bytes.buffer)
	view.setUint32(0, Math.floor(nonce / 2 ** 32))
	view.setUint32(4, nonce % 2 ** 32)
	return sha256(concatBytes(seed, bytes))
}

function leadingZeroBits(hash: Uint8Array): number {
	const at = hash.findIndex((byte) => byte !== 0)
	return at === -1 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] ?? 0) - 24
}
