import { argon2idAsync } from '@noble/hashes/argon2.js'
import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { x25519Identity } from '#vault/age-keys.ts'
import type { AgeIdentity } from '#vault/envelope.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Where a person's messages and answers wait: 16 bytes in hex, derived from the return words. */
export type Mailbox = string & { readonly mailbox: unique symbol }

/** A 32-byte key for HMAC-SHA256, known to the person and to whoever can open their first message. */
export type MacKey = Uint8Array & { readonly macKey: unique symbol }

/** Everything the return words stand for. Lives in memory only. */
export type ReturnKeys = {
	mailbox: Mailbox
	/** Ed25519 seed: answers the server's challenge. */
	proofSeed: Uint8Array
	/** Ed25519 seed: signs consent given or widened. */
	consentSeed: Uint8Array
	/** Opens answers. Its recipient is told to the team inside the first message and published nowhere. */
	identity: AgeIdentity
	macKey: MacKey
	/** Lock what the person chose to see again. Nobody else ever learns either. */
	copies: CopyKeys
}

/** What the team knows would let it pretend to a person that they had sent something; so these are keys of their own. */
export type CopyKeys = { identity: AgeIdentity; macKey: MacKey }

// [Note: key derivation] Argon2id (RFC 9106) with 19 MiB, 2 passes, 1 lane. The parameters are part of version 1 of
// the format and never taken from a server. The salt is the hash of the roster's first entry: a page that lies about
// the roster leads to a mailbox that does not exist, and a restored server keeps all words valid.
const ARGON2 = { m: 19 * 1024, t: 2, p: 1, dkLen: 32 }

export type Progress = (share: number) => void

/** Derives the keys of a return secret (see `words.ts`) for the desk whose roster begins with `anchor`. */
export async function deriveReturnKeys(
	secret: Uint8Array,
	anchor: Hash,
	onProgress?: Progress,
): Promise<ReturnKeys> {
	const password = concatBytes(utf8ToBytes('safeconduct/1/return\0'), secret)
	const options = onProgress === undefined ? ARGON2 : { ...ARGON2, onProgress }
	const master = await argon2idAsync(password, hexToBytes(anchor), options)
	const derive = (label: string, size: number) =>
		expand(sha256, master, utf8ToBytes(`safeconduct/1/${label}`), size)
	return {
		mailbox: bytesToHex(derive('mailbox', 16)) as Mailbox,
		proofSeed: derive('proof', 32),
		consentSeed: derive('consent', 32),
		identity: x25519Identity(derive('identity', 32)),
		macKey: derive('mac', 32) as MacKey,
		copies: {
			identity: x25519Identity(derive('copies-identity', 32)),
			macKey: derive('copies-mac', 32) as MacKey,
		},
	}
}

export function isMailbox(value: string): value is Mailbox {
	return /^[0-9a-f]{32}$/.test(value)
}
