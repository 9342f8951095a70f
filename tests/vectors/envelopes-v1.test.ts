import { readFileSync } from 'node:fs'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { openFile } from '#vault/attachment.ts'
import { streamOf } from '#vault/byte-stream.ts'
import type { AgeIdentity } from '#vault/envelope.ts'
import { openEntry } from '#vault/journal.ts'
import { openKeyring, unlockingFromPassphrase, unlockingFromSheet } from '#vault/member-keys.ts'
import { type Author, isWrittenBy, openMessage } from '#vault/message.ts'
import { faultInChain, type VisibleEntry } from '#vault/outside/chain.ts'
import type { Purpose } from '#vault/outside/signature.ts'
import { type SignedText, signersOf } from '#vault/outside/signed-text.ts'
import type { MacKey } from '#vault/return-keys.ts'
import { openRing, ringIdentities } from '#vault/ring.ts'

// Made once with version 1 of every sealed format, and opened for ever.

type Frozen = {
	message: { identity: AgeIdentity; macKey: string; author: Author; body: string; sealed: string }
	ring: { identity: AgeIdentity; thread: string; version: number; epochs: string[]; sealed: string }
	entries: { visible: VisibleEntry; sealed: string; content: unknown }[]
	keyring: {
		passphrase: string
		place: { desk: string; login: string }
		sheet: string
		age: string
		sign: string
		sealed: string
	}
	file: { identity: AgeIdentity; name: string; content: string; hash: string; sealed: string }
	signed: SignedText & { purpose: Purpose; signers: string[] }
}

const file = new URL('envelopes-v1.json', import.meta.url)
const frozen = JSON.parse(readFileSync(file, 'utf8')) as Frozen
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

test('a message', async () => {
	const { identity, macKey, author, body, sealed } = frozen.message
	const message = await openMessage(bytes(sealed), [identity])
	expect(message?.body).toBe(body)
	expect(message !== null && isWrittenBy(message, author, hexToBytes(macKey) as MacKey)).toBe(true)
})

test('a ring, and with it two entries of a journal', async () => {
	const { identity, thread, version, epochs, sealed } = frozen.ring
	const ring = await openRing(bytes(sealed), { thread, version }, [identity])
	expect(ring?.epochs.map((epoch) => bytesToHex(epoch))).toEqual(epochs)
	let previous: VisibleEntry | null = null
	for (const { visible, sealed: entry, content } of frozen.entries) {
		expect(faultInChain(thread, previous, visible)).toBeNull()
		expect(await openEntry({ visible, envelope: bytes(entry) }, ringIdentities(ring!))).toEqual({
			ok: true,
			content,
		})
		previous = visible
	}
})

test('a key-ring, by passphrase and by sheet', async () => {
	const { passphrase, place, sheet, age, sign, sealed } = frozen.keyring
	const ways = [await unlockingFromPassphrase(passphrase, place), unlockingFromSheet(hexToBytes(sheet))]
	for (const way of ways)
		expect(await openKeyring(bytes(sealed), way)).toEqual({ age: hexToBytes(age), sign: hexToBytes(sign) })
})

test('a file', async () => {
	const { identity, name, content, hash, sealed } = frozen.file
	const chunks = async function* () {
		yield await Promise.resolve(bytes(sealed))
	}
	const opened = await openFile(streamOf(chunks()), identity)
	expect(opened?.name).toBe(name)
	expect(await new Response(opened!.stream).text()).toBe(content)
	expect(opened?.hash()).toBe(hash)
})

test('a text two people signed', () => {
	expect(signersOf(frozen.signed, frozen.signed.purpose)).toEqual(frozen.signed.signers)
})
