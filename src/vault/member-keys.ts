import { argon2idAsync } from '@noble/hashes/argon2.js'
import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { type AgeIdentity, type AgeRecipient, open, seal, SealBroken } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { ownKey } from '#vault/own-box.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'
import type { Progress } from '#vault/return-keys.ts'

/** A member's secret: two 32-byte seeds. Exists only in the memory of an unlocked desk and inside the key-ring. */
export type MemberSecret = {
	/** Seed of the hybrid age identity that opens messages and rings. */
	age: Uint8Array
	/** Ed25519 seed that signs journal and roster entries. */
	sign: Uint8Array
}

/** What a passphrase, a recovery sheet or a passkey gives: a word for the server and a key for the key-ring. */
export type Unlocking = {
	/** 32 bytes in hex; the server keeps only its SHA-256 and hands out the locked key-ring for it. */
	auth: string
	/** X25519, never published: opens the key-ring. */
	identity: AgeIdentity
}

// Argon2id, 64 MiB, 3 passes, 1 lane: part of version 1, never taken from a server. Six words carry 66 bits.
const ARGON2 = { m: 64 * 1024, t: 3, p: 1, dkLen: 32 }

export async function unlockingFromPassphrase(
	passphrase: string,
	place: { desk: string; login: string },
	onProgress?: Progress,
): Promise<Unlocking> {
	const salt = sha256(utf8ToBytes(`safeconduct/1/login\0${place.desk}\0${place.login}`))
	const options = onProgress === undefined ? ARGON2 : { ...ARGON2, onProgress }
	return unlockingFrom(await argon2idAsync(utf8ToBytes(passphrase), salt, options), 'passphrase')
}

/** A sheet carries 124 bits, so it needs no slow derivation. */
export function unlockingFromSheet(secret: Uint8Array): Unlocking {
	return unlockingFrom(secret, 'sheet')
}

/**
 * What a device's passkey is asked to stretch with its own secret (WebAuthn, extension `prf`). It depends on nothing
 * but the desk's first roster entry; no part of it is chosen by a server afterwards.
 */
export function passkeySalt(desk: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(sha256(utf8ToBytes(`safeconduct/1/passkey\0${desk}`)))
}

/** The output has 32 bytes of a device's secret behind it, so it needs no slow derivation. */
export function unlockingFromPasskey(prfOutput: Uint8Array): Unlocking {
	return unlockingFrom(prfOutput, 'passkey')
}

function unlockingFrom(master: Uint8Array, way: 'passphrase' | 'sheet' | 'passkey'): Unlocking {
	const derive = (label: string) =>
		expand(sha256, sha256(master), utf8ToBytes(`safeconduct/1/${way}/${label}`), 32)
	return { auth: bytesToHex(derive('auth')), identity: x25519Identity(derive('unlock')) }
}

/** Locks a member's secret for their passphrase and their sheet, or for one passkey. */
export async function sealKeyring(secret: MemberSecret, ways: readonly Unlocking[]): Promise<Uint8Array> {
	const recipients = await Promise.all(ways.map(({ identity }) => recipientOf(identity)))
	const text = JSON.stringify({
		v: 1,
		kind: 'keyring',
		age: bytesToHex(secret.age),
		sign: bytesToHex(secret.sign),
	})
	return seal(padRecord(text, ENTRY_STEP), recipients)
}

/** @returns null when the key-ring was locked for somebody else. */
export async function openKeyring(envelope: Uint8Array, way: Unlocking): Promise<MemberSecret | null> {
	const plain = await open(envelope, [way.identity])
	if (plain === null) return null
	const value = parseJson(plain)
	if (typeof value === 'object' && value !== null && 'age' in value && 'sign' in value) {
		const { age, sign } = value
		if (isSeed(age) && isSeed(sign)) return { age: hexToBytes(age), sign: hexToBytes(sign) }
	}
	throw new SealBroken('the key-ring holds no keys')
}

export function memberIdentity(secret: MemberSecret): AgeIdentity {
	return hybridIdentity(secret.age)
}

/** Locks what a member keeps for themselves alone in age files. X25519: its recipient is told to nobody. */
export function drawerIdentity(secret: MemberSecret): AgeIdentity {
	return x25519Identity(expand(sha256, sha256(secret.age), utf8ToBytes('safeconduct/1/drawer'), 32))
}

/** Opens and seals the pieces of a member's drawer (own-box.ts). */
export async function drawerKey(secret: MemberSecret): Promise<CryptoKey> {
	return ownKey(drawerSecret(secret))
}

/** 32 bytes. */
export function drawerSecret({ age }: MemberSecret): Uint8Array {
	return expand(sha256, sha256(age), utf8ToBytes('safeconduct/1/own-box'), 32)
}

export async function memberRecipient(secret: MemberSecret): Promise<AgeRecipient> {
	return recipientOf(memberIdentity(secret))
}

function isSeed(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
