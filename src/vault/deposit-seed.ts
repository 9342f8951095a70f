import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { MacKey } from '#vault/return-keys.ts'

/**
 * Ed25519 seed that signs answers left in the mailbox. Both the person and the team can derive it, so a signature
 * proves nothing to anybody else about who wrote.
 */
export function depositSeed(macKey: MacKey): Uint8Array {
	return expand(sha256, macKey, utf8ToBytes('safeconduct/1/deposit'), 32)
}
