import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: proof of work] Asked for only while space runs low. SHA-256 over challenge, mailbox and nonce has to begin
// with so many zero bits. The mailbox is part of it, and a mailbox takes one first message: a proof serves once
// without a list of used ones anywhere.

export type FloodProof = { challenge: string; nonce: number }

/**
 * The hardest demand. 2^13 hashes on average, four times that in one case of fifty: with just-in-time compilation
 * off, about a second on a desktop and less than 30 on an old phone.
 */
export const MOST_BITS = 13

export function isProofOfWork(proof: FloodProof, mailbox: string, bits: number): boolean {
	const hash = sha256(utf8ToBytes(`${proof.challenge}\0${mailbox}\0${proof.nonce}`))
	return leadingZeroBits(hash) >= bits
}

/** Tries `tries` nonces from `from` on. @returns the nonce that fits, or null: go on at `from + tries`. */
export function findNonce(
	demand: { challenge: string; bits: number; mailbox: string },
	from: number,
	tries: number,
): number | null {
	for (let nonce = from; nonce < from + tries; nonce++)
		if (isProofOfWork({ challenge: demand.challenge, nonce }, demand.mailbox, demand.bits)) return nonce
	return null
}

function leadingZeroBits(hash: Uint8Array): number {
	const at = hash.findIndex((byte) => byte !== 0)
	return at === -1 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] ?? 0) - 24
}
