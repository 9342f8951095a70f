import { hexToBytes } from '@noble/hashes/utils.js'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

/** What a server keeps of a secret of 32 bytes in hex: the SHA-256 of the bytes. The secrets are random or derived. */
export function hashedSecret(secret: string): Hash {
	return hashOf(hexToBytes(secret))
}

/** Id of a member: the first 16 bytes of the SHA-256 of the 32 bytes of their signing key, in hex. */
export function memberIdOf(key: SigningKey): string {
	return hashOf(hexToBytes(key)).slice(0, 32)
}
