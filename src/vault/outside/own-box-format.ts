import { utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: own box] What a member seals for nobody but themselves and reads in bulk: AES-256-GCM (NIST SP 800-38D), which
// the browser's own code opens, where age files are opened in JavaScript. It carries no public key at all. The line it
// begins with, then 12 bytes of nonce, then the locked bytes with a tag of 16 (docs/decisions/0034).

export const OWN_BOX_LINE = utf8ToBytes('safeconduct/own-box/1\n')
export const NONCE_SIZE = 12
export const TAG_SIZE = 16

/** Whether bytes look like an own box from outside. */
export function isOwnBox(bytes: Uint8Array): boolean {
	const smallest = OWN_BOX_LINE.length + NONCE_SIZE + TAG_SIZE
	return bytes.length >= smallest && OWN_BOX_LINE.every((byte, at) => bytes[at] === byte)
}
