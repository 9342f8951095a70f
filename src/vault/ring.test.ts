import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { type AgeIdentity, open, seal, SealBroken } from '#vault/envelope.ts'
import { takeApart } from '#vault/outside/format.ts'
import { padRecord } from '#vault/padding.ts'
import {
	grantedRing,
	newRing,
	openRing,
	type Ring,
	ringIdentities,
	ringRecipient,
	rotatedRing,
	sealRing,
} from '#vault/ring.ts'
import { slowTries } from '../../tests/fuzz/how-many.ts'

const THREAD = '7'.repeat(32)
const members = [1, 2, 3, 4].map((fill) => hybridIdentity(new Uint8Array(32).fill(fill)))
const recipients = await Promise.all(members.map(recipientOf))
const epoch = (of: number) => new Uint8Array(32).fill(100 + of)
const NAMES = [0, 1, 2, 3]

type Change = { kind: 'grant' | 'revoke'; member: number } | { kind: 'rotate' }
const anyChange: fc.Arbitrary<Change> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('grant' as const, 'revoke' as const),
		member: fc.constantFrom(...NAMES),
	}),
	fc.constant({ kind: 'rotate' as const }),
)

type Version = { ring: Ring; readers: number[]; sealed: Uint8Array; note: Uint8Array }

async function version(ring: Ring, readers: number[]): Promise<Version> {
	const sealed = await sealRing(
		ring,
		readers.map((reader) => recipients[reader]!),
	)
	const note = await seal(new TextEncoder().encode(`written under version ${ring.version}`), [
		await ringRecipient(ring),
	])
	return { ring, readers, sealed, note }
}

function next({ ring, readers }: Version, change: Change): [Ring, number[]] {
	const fresh = epoch(ring.epochs.length)
	if (change.kind === 'rotate') return [rotatedRing(ring, fresh), readers]
	const { kind, member } = change
	if (kind === 'grant') return [grantedRing(ring), [...new Set([...readers, member])]]
	const left = readers.filter((reader) => reader !== member)
	return left.length === 0 ? [rotatedRing(ring, fresh), readers] : [rotatedRing(ring, fresh), left]
}

const openWith = async ({ ring, sealed }: Version, identities: readonly AgeIdentity[]) =>
	openRing(sealed, { thread: THREAD, version: ring.version }, identities)

test('whoever is let in or out: exactly the readers open a version, and with it all that came before', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(anyChange, { maxLength: 6 }), async (changes) => {
			const versions = [await version(newRing(THREAD, epoch(0)), [0])]
			for (const change of changes) versions.push(await version(...next(versions.at(-1)!, change)))
			const newest = versions.at(-1)!
			for (const name of NAMES) {
				const ring = await openWith(newest, [members[name]!])
				expect(ring !== null).toBe(newest.readers.includes(name))
				if (ring === null) continue
				expect(ring).toEqual(newest.ring)
				for (const { note } of versions) expect(await open(note, ringIdentities(ring))).not.toBeNull()
			}
		}),
		slowTries(25),
	)
})

test('who was let out keeps the old keys, and none of them opens what is written after', async () => {
	const first = await version(newRing(THREAD, epoch(0)), [0, 1])
	const after = await version(...next(first, { kind: 'revoke', member: 1 }))
	const kept = await openWith(first, [members[1]!])
	expect(kept).not.toBeNull()
	expect(await openWith(after, [members[1]!])).toBeNull()
	expect(await open(after.note, ringIdentities(kept!))).toBeNull()
	expect(await open(first.note, ringIdentities(kept!))).not.toBeNull()
})

test('a ring is sealed to hybrid keys, what it opens to a key that is published nowhere', async () => {
	const { sealed, note } = await version(newRing(THREAD, epoch(0)), [0, 1, 2])
	expect(takeApart(sealed).recipients).toEqual(['hybrid', 'hybrid', 'hybrid'])
	expect(takeApart(note).recipients).toEqual(['x25519'])
})

describe('a ring that is not the one asked for is broken', () => {
	const ring = newRing(THREAD, epoch(0))
	const asked = async (sealed: Uint8Array) => openRing(sealed, { thread: THREAD, version: 0 }, [members[0]!])

	test('an older version, or that of another thread', async () => {
		await expect(asked(await sealRing(grantedRing(ring), recipients))).rejects.toThrow(SealBroken)
		await expect(asked(await sealRing({ ...ring, thread: '8'.repeat(32) }, recipients))).rejects.toThrow(
			SealBroken,
		)
	})

	test.each<[string, object]>([
		['no keys', { epochs: [] }],
		['a key of another length', { epochs: ['00'] }],
		['keys that are no texts', { epochs: [1] }],
		['keys in capitals', { epochs: ['A'.repeat(64)] }],
		['too many keys', { epochs: Array.from({ length: 1001 }, () => '0'.repeat(64)) }],
		['another kind', { kind: 'keyring' }],
		['another format', { v: 2 }],
		['no version', { version: null }],
	])('with %s', async (_, change) => {
		const fields = { v: 1, kind: 'ring', thread: THREAD, version: 0, epochs: ['0'.repeat(64)], ...change }
		await expect(asked(await seal(padRecord(JSON.stringify(fields), 4096), recipients))).rejects.toThrow(
			SealBroken,
		)
	})

	test('or no record at all', async () => {
		for (const inside of ['null', '[]', '"ring"', 'ring'])
			await expect(asked(await seal(padRecord(inside, 4096), recipients))).rejects.toThrow(SealBroken)
	})
})

test('a version may leave out numbers that others have used', () => {
	const ring = newRing(THREAD, epoch(0))
	expect(grantedRing(ring, 4).version).toBe(4)
	expect(rotatedRing(ring, epoch(1), 5)).toMatchObject({ version: 5, epochs: [epoch(0), epoch(1)] })
})
