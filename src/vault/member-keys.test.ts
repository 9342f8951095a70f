import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recipientOf } from '#vault/age-keys.ts'
import { isHybrid, seal, SealBroken } from '#vault/envelope.ts'
import {
	memberIdentity,
	memberRecipient,
	type MemberSecret,
	openKeyring,
	passkeySalt,
	sealKeyring,
	unlockingFromPasskey,
	unlockingFromPassphrase,
	unlockingFromSheet,
} from '#vault/member-keys.ts'
import { padRecord } from '#vault/padding.ts'
import { derivedByNode } from '../../tests/world/derived-by-node.ts'

const secret: MemberSecret = { age: new Uint8Array(32).fill(1), sign: new Uint8Array(32).fill(2) }
const sheet = unlockingFromSheet(new Uint8Array(16).fill(3))
const place = { desk: '5'.repeat(64), login: 'ruth' }
const words = 'correct horse battery staple lamp river'
const passphrase = await unlockingFromPassphrase(words, place)

test('the derivation is the one that is written down, made here with other code', async () => {
	expect(passphrase).toEqual(await derivedByNode(words, place))
	const elsewhere = { desk: '6'.repeat(64), login: 'tomas' }
	expect(await unlockingFromPassphrase(`${words} `, elsewhere)).toEqual(
		await derivedByNode(`${words} `, elsewhere),
	)
})

test('passphrase and sheet open the same keys', async () => {
	const keyring = await sealKeyring(secret, [passphrase, sheet])
	expect(await openKeyring(keyring, passphrase)).toEqual(secret)
	expect(await openKeyring(keyring, sheet)).toEqual(secret)
})

test('another passphrase, another name or another desk opens nothing, and gives the server another word', async () => {
	const keyring = await sealKeyring(secret, [passphrase])
	const others = await Promise.all([
		derivedByNode(`${words} `, place),
		derivedByNode(words, { ...place, login: 'tomas' }),
		derivedByNode(words, { ...place, desk: '6'.repeat(64) }),
	])
	for (const other of [...others, sheet]) {
		expect(await openKeyring(keyring, other)).toBeNull()
		expect(other.auth).not.toBe(passphrase.auth)
	}
})

test('a passkey opens its own lock of the same keys, and none of the others', async () => {
	const passkey = unlockingFromPasskey(new Uint8Array(32).fill(4))
	const itsLock = await sealKeyring(secret, [passkey])
	expect(await openKeyring(itsLock, passkey)).toEqual(secret)
	expect(await openKeyring(itsLock, sheet)).toBeNull()
	expect(await openKeyring(await sealKeyring(secret, [passphrase, sheet]), passkey)).toBeNull()
	expect(await openKeyring(itsLock, unlockingFromPasskey(new Uint8Array(32).fill(5)))).toBeNull()
})

test('the same bytes open differently as a sheet and as a passkey', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
			const [asSheet, asPasskey] = [unlockingFromSheet(bytes), unlockingFromPasskey(bytes)]
			expect(asPasskey.auth).not.toBe(asSheet.auth)
			expect(asPasskey.identity).not.toBe(asSheet.identity)
		}),
		{ numRuns: 50 },
	)
})

test('a device is asked for the same value at every unlocking of one team, for another at another team', () => {
	const salts = [place.desk, place.desk, '6'.repeat(64)].map((desk) => passkeySalt(desk).toHex())
	expect(salts[0]).toBe('c55af38702a2e4f4b0062f9f2c3d8388d62bb6be5a7412f53797070a5f8d3c53')
	expect(salts[1]).toBe(salts[0])
	expect(salts[2]).not.toBe(salts[0])
})

// Whoever has a passkey today must be able to open with it in every later release.
test('a passkey’s value has always given these keys', () => {
	expect(unlockingFromPasskey(new Uint8Array(32).fill(4))).toEqual({
		auth: '413a6934f818762ac81cd68a59ad716d9ff270f4603f35967889b3a84012f990',
		identity: 'AGE-SECRET-KEY-15G3YEWM02JE42QRQD38PPWZ0PR05CKDEYZKQYKZLXT7RTHUW4QMSGP54V6',
	})
})

test('the word for the server says nothing about the key that opens', () => {
	expect(passphrase.auth).toMatch(/^[0-9a-f]{64}$/)
	expect(passphrase.identity.toLowerCase()).not.toContain(passphrase.auth.slice(0, 8))
})

test('a member’s published key is hybrid', async () => {
	expect(isHybrid(await memberRecipient(secret))).toBe(true)
	expect(await recipientOf(memberIdentity(secret))).toBe(await memberRecipient(secret))
})

describe('a key-ring that holds no keys is broken', () => {
	test.each([
		'{}',
		'null',
		'{"age":"00","sign":"00"}',
		`{"age":"${'0'.repeat(64)}"}`,
		`{"age":"${'0'.repeat(64)}","sign":7}`,
	])('%s', async (inside) => {
		const keyring = await seal(padRecord(inside, 4096), [await recipientOf(sheet.identity)])
		await expect(openKeyring(keyring, sheet)).rejects.toThrow(SealBroken)
	})
})
