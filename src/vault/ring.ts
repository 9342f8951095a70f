import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import {
	type AgeIdentity,
	type AgeRecipient,
	open,
	type OpeningKey,
	seal,
	SealBroken,
} from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

// [Note: rings] A ring holds the keys of a thread and is sealed to the people who may read it. Access is given or
// taken by writing the next version; no version is ever overwritten. The keys are X25519 and their recipients are
// published nowhere (see "hybrid at the doors" in envelope.ts); the ring itself is sealed to hybrid recipients.

export type Ring = {
	thread: string
	/** 0, 1, 2 … */
	version: number
	/** 32-byte X25519 scalars, oldest first. New entries go to the newest; older ones open what came before. */
	epochs: readonly Uint8Array[]
}

export function newRing(thread: string, epoch: Uint8Array): Ring {
	return { thread, version: 0, epochs: [epoch] }
}

/**
 * A later version for the same keys, to be sealed to more people.
 * @param version more than one higher where versions between were flagged and have no effect
 */
export function grantedRing(ring: Ring, version: number = ring.version + 1): Ring {
	return { ...ring, version }
}

/** A later version with a fresh key, to be sealed to those who remain; see {@link grantedRing} for `version`. */
export function rotatedRing(ring: Ring, epoch: Uint8Array, version: number = ring.version + 1): Ring {
	return { ...ring, version, epochs: [...ring.epochs, epoch] }
}

export async function sealRing(ring: Ring, readers: readonly AgeRecipient[]): Promise<Uint8Array> {
	const { thread, version, epochs } = ring
	const text = JSON.stringify({
		v: 1,
		kind: 'ring',
		thread,
		version,
		epochs: epochs.map((key) => bytesToHex(key)),
	})
	return seal(padRecord(text, ENTRY_STEP), readers)
}

/**
 * @returns null when the ring is not addressed to these identities.
 * @throws SealBroken when it is damaged, or is the ring of another thread or version than asked for.
 */
export async function openRing(
	envelope: Uint8Array,
	expected: { thread: string; version: number },
	identities: readonly OpeningKey[],
): Promise<Ring | null> {
	const plain = await open(envelope, identities)
	if (plain === null) return null
	const ring = readRing(parseJson(plain))
	if (ring?.thread !== expected.thread || ring.version !== expected.version)
		throw new SealBroken('this ring belongs elsewhere')
	return ring
}

/** All keys of a ring as identities, newest first: new entries are the ones most often opened. */
export function ringIdentities(ring: Ring): AgeIdentity[] {
	return ring.epochs.map((key) => x25519Identity(key)).reverse()
}

/** Where new entries and messages of the thread are sealed to. */
export async function ringRecipient(ring: Ring): Promise<AgeRecipient> {
	const newest = ringIdentities(ring)[0]
	if (newest === undefined) throw new SealBroken('a ring without keys')
	return recipientOf(newest)
}

function readRing(value: unknown): Ring | null {
	if (typeof value !== 'object' || value === null) return null
	if (!('v' in value && 'kind' in value && 'thread' in value && 'version' in value && 'epochs' in value))
		return null
	const { v, kind, thread, version, epochs } = value
	if (v !== 1 || kind !== 'ring' || typeof thread !== 'string' || typeof version !== 'number') return null
	if (!Array.isArray(epochs) || epochs.length === 0 || epochs.length > 1000) return null
	if (!epochs.every((key): key is string => typeof key === 'string' && /^[0-9a-f]{64}$/.test(key)))
		return null
	return { thread, version, epochs: epochs.map((key) => hexToBytes(key)) }
}
