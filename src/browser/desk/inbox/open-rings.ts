import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { type AgeIdentity, SealBroken } from '#vault/envelope.ts'
import { hashOf } from '#vault/outside/format.ts'
import { openRing, type Ring, ringIdentities } from '#vault/ring.ts'

/** The rings of a thread that open for this member. */
export type OpenedRings = {
	byVersion: ReadonlyMap<number, Ring>
	/** All keys found in them, newest first. */
	identities: readonly AgeIdentity[]
	/** Where the keys lead: computed when first asked for, because most threads never need it. */
	recipients: () => Promise<string[]>
}

/** A ring that is damaged, or is not the one its hash promises, counts as one that does not open. */
export async function openRings(stored: StoredThread, reader: Reader): Promise<OpenedRings> {
	const byVersion = new Map<number, Ring>()
	for (const { version, hash, envelope } of stored.rings) {
		if (hashOf(envelope) !== hash) continue
		const ring = await openOrNull(envelope, { thread: stored.thread, version }, reader)
		if (ring !== null) byVersion.set(version, ring)
	}
	const newestFirst = [...byVersion.values()].sort((one, other) => other.version - one.version)
	const identities = [...new Set(newestFirst.flatMap(ringIdentities))]
	let recipients: Promise<string[]> | null = null
	return {
		byVersion,
		identities,
		recipients: () => (recipients ??= Promise.all(identities.map((identity) => recipientOf(identity)))),
	}
}

async function openOrNull(
	envelope: Uint8Array,
	expected: { thread: string; version: number },
	{ identities }: Reader,
): Promise<Ring | null> {
	try {
		return await openRing(envelope, expected, identities)
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
