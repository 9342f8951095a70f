import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** An Ed25519 public key (RFC 8032), 32 bytes in hex. */
export type SigningKey = string & { readonly signingKey: unique symbol }

/** An Ed25519 signature, 64 bytes in hex. */
export type Signature = string & { readonly signature: unique symbol }

/** What a signature is for. A signature made for one purpose never passes for another. */
export type Purpose =
	| 'roster-entry'
	| 'roster-statement'
	| 'journal-entry'
	| 'join-request'
	| 'names'
	| 'return'
	| 'message'
	| 'copy'
	| 'file-part'
	| 'deposit'
	| 'consent'
	| 'translation'

export function isSigningKey(value: string): value is SigningKey {
	return /^[0-9a-f]{64}$/.test(value)
}

export function isSignature(value: string): value is Signature {
	return /^[0-9a-f]{128}$/.test(value)
}

/** Whether `signature` was made by the owner of `key` over exactly these bytes for exactly this purpose. */
export function isSignedBy(
	key: SigningKey,
	purpose: Purpose,
	bytes: Uint8Array,
	signature: Signature,
): boolean {
	// RFC 8032 strict: no cofactor leniency, so that two clients can never disagree about one signature.
	return ed25519.verify(hexToBytes(signature), tagged(purpose, bytes), hexToBytes(key), { zip215: false })
}

/** Signs with a 32-byte Ed25519 seed. */
export function sign(seed: Uint8Array, purpose: Purpose, bytes: Uint8Array): Signature {
	return bytesToHex(ed25519.sign(tagged(purpose, bytes), seed)) as Signature
}

export function signingKeyOf(seed: Uint8Array): SigningKey {
	return bytesToHex(ed25519.getPublicKey(seed)) as SigningKey
}

function tagged(purpose: Purpose, bytes: Uint8Array): Uint8Array {
	return concatBytes(utf8ToBytes(`safeconduct/1/${purpose}\0`), bytes)
}
