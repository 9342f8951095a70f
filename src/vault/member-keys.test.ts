import { describe, expect, test } from 'vitest'
import { recipientOf } from '#vault/age-keys.ts'
import { isHybrid, seal, SealBroken } from '#vault/envelope.ts'
import {
	memberIdentity,
	memberRecipient,
	type MemberSecret,
	openKeyring,
	sealKeyring,
	unlockingFromPassphrase,
	unlockingFromSheet,
} from '#vault/member-keys.ts'
import { padRecord } from '#vault/padding.ts'

const secret: MemberSecret = { age: new Uint8Array(32).fill(1), sign: new Uint8Array(32).fill(2) }
const sheet = unlockingFromSheet(new Uint8Array(16).fill(3))
const place = { desk: '5'.repeat(64), login: 'ruth' }
const passphrase = await unlockingFromPassphrase('correct horse battery staple lamp river', place)

test('passphrase and sheet open the same keys', async () => {
	const keyring = await sealKeyring(secret, [passphrase, sheet])
	expect(await openKeyring(keyring, passphrase)).toEqual(secret)
	expect(await openKeyring(keyring, sheet)).toEqual(secret)
})

test('another passphrase, another name or another desk opens nothing, and gives the server another word', async () => {
	const keyring = await sealKeyring(secret, [passphrase])
	const words = 'correct horse battery staple lamp river'
	const others = await Promise.all([
		unlockingFromPassphrase(`${words} `, place),
		unlockingFromPassphrase(words, { ...place, login: 'tomas' }),
		unlockingFromPassphrase(words, { ...place, desk: '6'.repeat(64) }),
	])
	for (const other of [...others, sheet]) {
		expect(await openKeyring(keyring, other)).toBeNull()
		expect(other.auth).not.toBe(passphrase.auth)
	}
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
