import { argon2Sync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argon2id } from '@noble/hashes/argon2.js'
import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { recipientOf } from '#vault/age-keys.ts'
import type { Hash } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import { deriveReturnKeys, isMailbox } from '#vault/return-keys.ts'
import { readWords, toDigits, toWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'

// Made once. Words a person keeps today must lead to the same mailbox in every later version.

type Frozen = {
	secret: string
	anchor: Hash
	words: Record<(typeof lists)[number]['language'], string>
	digits: string
	mailbox: string
	proofKey: string
	consentKey: string
	recipient: string
	mac: string
	depositKey: string
	copiesRecipient: string
	copiesMac: string
}

const vectors = JSON.parse(readFileSync(new URL('return-keys.json', import.meta.url), 'utf8')) as Frozen[]

test.each(vectors)('the words of $mailbox lead where they always led', async (frozen) => {
	const shares: number[] = []
	const keys = await deriveReturnKeys(hexToBytes(frozen.secret), frozen.anchor, (share) => shares.push(share))
	expect(shares.at(-1), 'progress is told from nothing to all').toBe(1)
	expect(shares).toEqual(shares.toSorted((a, b) => a - b))
	expect({
		mailbox: keys.mailbox,
		proofKey: signingKeyOf(keys.proofSeed),
		consentKey: signingKeyOf(keys.consentSeed),
		recipient: await recipientOf(keys.identity),
		mac: bytesToHex(keys.macKey),
		depositKey: signingKeyOf(depositSeed(keys.macKey)),
		copiesRecipient: await recipientOf(keys.copies.identity),
		copiesMac: bytesToHex(keys.copies.macKey),
	}).toEqual({
		mailbox: frozen.mailbox,
		proofKey: frozen.proofKey,
		consentKey: frozen.consentKey,
		recipient: frozen.recipient,
		mac: frozen.mac,
		depositKey: frozen.depositKey,
		copiesRecipient: frozen.copiesRecipient,
		copiesMac: frozen.copiesMac,
	})
	expect(isMailbox(keys.mailbox)).toBe(true)
})

test.each(vectors)('the words of $mailbox are read in every language', ({ secret, words, digits }) => {
	const read = { ok: true, secret: hexToBytes(secret) }
	for (const list of lists) {
		expect(readWords(words[list.language], 'return', list)).toEqual(read)
		expect(readWords(digits, 'return', list)).toEqual(read)
		expect(toWords(read.secret, 'return', list).join(' ')).toBe(words[list.language])
	}
	expect(toDigits(read.secret, 'return').join(' ')).toBe(digits)
})

test('the derivation is the one that is written down, made here with other code', () => {
	const { secret, anchor, mailbox, mac, copiesMac } = vectors[0]!
	const master = argon2Sync('argon2id', {
		message: Buffer.concat([utf8ToBytes('safeconduct/1/return\0'), hexToBytes(secret)]),
		nonce: hexToBytes(anchor),
		memory: 19 * 1024,
		passes: 2,
		parallelism: 1,
		tagLength: 32,
	})
	const derived = (label: string, size: number) =>
		bytesToHex(expand(sha256, new Uint8Array(master), utf8ToBytes(`safeconduct/1/${label}`), size))
	expect(derived('mailbox', 16)).toBe(mailbox)
	expect(derived('mac', 32)).toBe(mac)
	expect(derived('copies-mac', 32)).toBe(copiesMac)
})

test('the roster of another desk leads to another mailbox', async () => {
	const [one, two] = vectors as [Frozen, Frozen]
	const elsewhere = await deriveReturnKeys(hexToBytes(one.secret), two.anchor)
	expect([one.mailbox, two.mailbox]).not.toContain(elsewhere.mailbox)
})

test('Argon2id gives the tag of RFC 9106, section 5.3', () => {
	const [password, salt, key, personalization] = [
		[1, 32],
		[2, 16],
		[3, 8],
		[4, 12],
	].map(([fill, size]) => new Uint8Array(size!).fill(fill!))
	const tag = argon2id(password!, salt!, {
		m: 32,
		t: 3,
		p: 4,
		dkLen: 32,
		key: key!,
		personalization: personalization!,
	})
	expect(bytesToHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
})

test.each(['', 'zz', 'A'.repeat(32), '0'.repeat(31), '0'.repeat(33)])('%j is no mailbox', (text) => {
	expect(isMailbox(text)).toBe(false)
})
