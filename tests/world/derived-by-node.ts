import { argon2Sync } from 'node:crypto'
import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Place } from '#browser/desk/derive-unlocking.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import type { Unlocking } from '#vault/member-keys.ts'

/**
 * What `unlockingFromPassphrase` gives, as it is written down and by the code of Node, in an eighth of the time: for
 * members who unlock with their passphrase in a browser later. src/vault/member-keys.test.ts holds the two together.
 */
export function derivedByNode(passphrase: string, { desk, login }: Place): Promise<Unlocking> {
	const master = argon2Sync('argon2id', {
		message: utf8ToBytes(passphrase),
		nonce: sha256(utf8ToBytes(`safeconduct/1/login\0${desk}\0${login}`)),
		memory: 64 * 1024,
		passes: 3,
		parallelism: 1,
		tagLength: 32,
	})
	const derived = (label: string) =>
		expand(sha256, sha256(master), utf8ToBytes(`safeconduct/1/passphrase/${label}`), 32)
	return Promise.resolve({ auth: bytesToHex(derived('auth')), identity: x25519Identity(derived('unlock')) })
}
