import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { open, seal } from '#vault/envelope.ts'
import { identityAtPlace } from '#vault/placed-identity.ts'

const seeds = ['11', '22', '33'].map((byte) => hexToBytes(byte.repeat(32)))

async function sealed(plain: Uint8Array) {
	return seal(plain, await Promise.all(seeds.map((seed) => recipientOf(hybridIdentity(seed)))))
}

test('a member who tries their own place opens what the library sealed, and only there', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 200 }),
			fc.nat(2),
			fc.nat(4),
			async (plain, member, place) => {
				const seed = seeds[member] ?? new Uint8Array(32)
				const opened = await open(await sealed(plain), [identityAtPlace(seed, place)])
				expect(opened).toEqual(member === place ? new Uint8Array(plain) : null)
			},
		),
		{ numRuns: 20 },
	)
})

test('a wrong guess is made good by the plain identity behind it', async () => {
	const plain = new Uint8Array([1, 2, 3])
	const seed = seeds[2] ?? new Uint8Array(32)
	expect(await open(await sealed(plain), [identityAtPlace(seed, 0), hybridIdentity(seed)])).toEqual(plain)
})

test('a part of another kind is nobody’s', async () => {
	const key = x25519Identity(hexToBytes('44'.repeat(32)))
	const envelope = await seal(new Uint8Array(5), [await recipientOf(key)])
	expect(await open(envelope, [identityAtPlace(hexToBytes('44'.repeat(32)), 0)])).toBeNull()
})
