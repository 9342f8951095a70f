import { hexToBytes } from '@noble/hashes/utils.js'
import { Decrypter, type Stanza } from 'age-encryption'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { open, seal, SealBroken } from '#vault/envelope.ts'
import { identityFromPlace } from '#vault/placed-identity.ts'
import { slowTries } from '../../tests/fuzz/how-many.ts'

const seeds = ['11', '22', '33'].map((byte) => hexToBytes(byte.repeat(32)))

async function sealed(plain: Uint8Array) {
	return seal(plain, await Promise.all(seeds.map((seed) => recipientOf(hybridIdentity(seed)))))
}

test('a member opens what the library sealed to them, whatever place they try first', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 200 }),
			fc.nat(3),
			fc.option(fc.nat(4)),
			async (plain, member, place) => {
				const seed = seeds[member] ?? new Uint8Array(32)
				const opened = await open(await sealed(plain), [identityFromPlace(seed, place)])
				expect(opened).toEqual(member < seeds.length ? new Uint8Array(plain) : null)
			},
		),
		slowTries(20),
	)
})

test('the place tried first is the only one tried when it fits', async () => {
	const [seed = new Uint8Array(32)] = seeds
	const envelope = await sealed(new Uint8Array(5))
	const tried: number[] = []
	const stanzas = await stanzasOf(envelope)
	const watched = stanzas.map(
		(stanza, at) =>
			new Proxy(stanza, {
				get: (target, name) => {
					if (name === 'body') tried.push(at)
					return Reflect.get(target, name) as unknown
				},
			}),
	)
	expect(await identityFromPlace(seed, 0).unwrapFileKey(watched)).toHaveLength(16)
	expect(new Set(tried)).toEqual(new Set([0]))
})

test('a damaged envelope is broken, not somebody else’s', async () => {
	const [seed = new Uint8Array(32)] = seeds
	const envelope = await sealed(new Uint8Array(5))
	envelope[envelope.length - 1] = (envelope.at(-1) ?? 0) ^ 1
	await expect(open(envelope, [identityFromPlace(seed, 0)])).rejects.toThrow(SealBroken)
})

test('keys that the browser cannot multiply with are multiplied without it', async () => {
	const [seed = new Uint8Array(32)] = seeds
	const envelope = await sealed(new Uint8Array(5))
	const missing = new DOMException('no such curve', 'NotSupportedError')
	const without = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(missing)
	const opened = await open(envelope, [identityFromPlace(seed, 0)])
	expect(without).toHaveBeenCalled()
	without.mockRestore()
	expect(opened).toEqual(new Uint8Array(5))
})

test('a part of another kind is nobody’s', async () => {
	const key = x25519Identity(hexToBytes('44'.repeat(32)))
	const envelope = await seal(new Uint8Array(5), [await recipientOf(key)])
	expect(await open(envelope, [identityFromPlace(hexToBytes('44'.repeat(32)), 0)])).toBeNull()
})

/** The parts of a header, as the library hands them to an identity. */
async function stanzasOf(envelope: Uint8Array): Promise<Stanza[]> {
	let seen: Stanza[] = []
	const decrypter = new Decrypter()
	decrypter.addIdentity({
		unwrapFileKey: (stanzas) => {
			seen = stanzas
			return null
		},
	})
	await expect(decrypter.decrypt(envelope)).rejects.toThrow()
	return seen
}
