import { x25519 } from '@noble/curves/ed25519.js'
import { sha3_256, shake256 } from '@noble/hashes/sha3.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'

// [Note: expanded once] The library makes both key pairs anew from the seed for every part it tries: two thirds of the
// time of opening. Whoever opens thousands keeps them, and lets the browser multiply on the curve where it can.

/** Bytes of an ML-KEM-768 ciphertext; the X25519 share follows it. */
const CIPHERTEXT_SIZE = 1088

/** "X-Wing" as the draft draws it: draft-connolly-cfrg-xwing-kem, 5.3. */
const LABEL = utf8ToBytes('\\.//^\\')

/** PKCS #8 of an X25519 private key up to its 32 bytes (RFC 8410, 7). */
const PKCS8 = Uint8Array.from([0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 34, 4, 32])

type OnCurve = (share: Uint8Array) => Promise<Uint8Array> | Uint8Array

/** Both private keys of a hybrid identity (X-Wing, draft-connolly-cfrg-xwing-kem, 5.2), ready for use. */
export class HybridKey {
	readonly #lattice: Uint8Array
	readonly #share: Uint8Array
	readonly #onCurve: Promise<OnCurve>

	/** @param seed 32 bytes of the identity */
	constructor(seed: Uint8Array) {
		const expanded = shake256(seed, { dkLen: 96 })
		const scalar = expanded.subarray(64)
		this.#lattice = ml_kem768.keygen(expanded.subarray(0, 64)).secretKey
		this.#share = x25519.getPublicKey(scalar)
		this.#onCurve = multiplierFor(scalar)
	}

	/**
	 * The secret shared with whoever made `sent`, 1,120 bytes; a secret nobody knows when it was made for another key.
	 * @throws Error for a share of low order
	 */
	async decapsulate(sent: Uint8Array): Promise<Uint8Array> {
		const share = sent.subarray(CIPHERTEXT_SIZE)
		const onCurve = await this.#onCurve
		const curve = await onCurve(share)
		const lattice = ml_kem768.decapsulate(sent.subarray(0, CIPHERTEXT_SIZE), this.#lattice)
		return sha3_256(concatBytes(lattice, curve, share, this.#share, LABEL))
	}
}

/** In the browser where it has the curve; Chromium has had it since early 2025. */
async function multiplierFor(scalar: Uint8Array): Promise<OnCurve> {
	try {
		const name = 'X25519'
		const key = await crypto.subtle.importKey(
			'pkcs8',
			Uint8Array.from(concatBytes(PKCS8, scalar)),
			{ name },
			false,
			['deriveBits'],
		)
		return async (share) => {
			const theirs = await crypto.subtle.importKey('raw', Uint8Array.from(share), { name }, false, [])
			return new Uint8Array(await crypto.subtle.deriveBits({ name, public: theirs }, key, 256))
		}
	} catch (error) {
		if (!(error instanceof DOMException && error.name === 'NotSupportedError')) throw error
		return (share) => x25519.getSharedSecret(scalar, share)
	}
}
