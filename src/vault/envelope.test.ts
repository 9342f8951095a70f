import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import {
	type AgeIdentity,
	isHybrid,
	MixedRecipients,
	open,
	openStream,
	seal,
	SealBroken,
	sealStream,
	TooManyRecipients,
} from '#vault/envelope.ts'
import { isMixed, LARGEST_HEADER, MOST_RECIPIENTS, NotAnEnvelope, takeApart } from '#vault/outside/format.ts'
import { slowTries } from '../../tests/fuzz/how-many.ts'
import { inFolder, run } from '../../tests/seed/command.ts'

const seed = (fill: number) => new Uint8Array(32).fill(fill)
const amina = x25519Identity(seed(1))
const other = x25519Identity(seed(2))
const ruth = hybridIdentity(seed(3))
const tomas = hybridIdentity(seed(4))
const [toAmina, toOther, toRuth, toTomas] = await Promise.all([amina, other, ruth, tomas].map(recipientOf))
const kinds = [
	{
		kind: 'X25519',
		recipients: [toAmina!, toOther!],
		identity: amina,
		second: other,
		stranger: x25519Identity(seed(9)),
	},
	{
		kind: 'hybrid',
		recipients: [toRuth!, toTomas!],
		identity: ruth,
		second: tomas,
		stranger: hybridIdentity(seed(9)),
	},
]
const story = new TextEncoder().encode('They watch our meetings since the march.')

async function* once(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
	for (const chunk of chunks) yield await Promise.resolve(chunk)
}

async function openedAsStream(envelope: Uint8Array, identities: readonly AgeIdentity[], cut = 1000) {
	const chunks = Array.from({ length: Math.ceil(envelope.length / cut) }, (_, at) =>
		envelope.slice(at * cut, (at + 1) * cut),
	)
	const plain = await openStream(streamOf(once(...chunks)), identities)
	return plain === null ? null : new Uint8Array(await new Response(plain).arrayBuffer())
}

describe.each(kinds)('an envelope to $kind recipients', ({ recipients, identity, second, stranger }) => {
	test('opens for each of them to the same bytes, at once and as a stream', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 3000 }),
				fc.integer({ min: 1, max: 4000 }),
				async (plain, cut) => {
					const envelope = await seal(plain, recipients)
					expect(await open(envelope, [identity])).toEqual(plain)
					expect(await open(envelope, [stranger, second])).toEqual(plain)
					expect(await openedAsStream(envelope, [identity], cut)).toEqual(plain)
				},
			),
			slowTries(15),
		)
	})

	test('a stranger gets null, a forger gets an error', async () => {
		const envelope = await seal(story, recipients)
		expect(await open(envelope, [stranger])).toBeNull()
		expect(await open(envelope, [])).toBeNull()
		expect(await openedAsStream(envelope, [stranger])).toBeNull()
		const forged = envelope.with(-1, envelope.at(-1)! ^ 1)
		await expect(open(forged, [identity])).rejects.toThrow(SealBroken)
		await expect(openedAsStream(forged, [identity])).rejects.toThrow(SealBroken)
		expect(await open(forged, [stranger])).toBeNull()
	})

	test('no bit can be flipped unseen', async () => {
		const envelope = await seal(story, recipients)
		const { header } = takeApart(envelope)
		await fc.assert(
			fc.asyncProperty(fc.nat(envelope.length * 8 - 1), async (bit) => {
				const flipped = envelope.with(bit >> 3, envelope[bit >> 3]! ^ (1 << (bit & 7)))
				const result = await open(flipped, [identity]).catch((error: unknown) => error)
				// Where the stanza for this key was hit, the envelope looks like somebody else's.
				const mayBeNull = bit >> 3 < header.length
				expect((mayBeNull && result === null) || result instanceof SealBroken).toBe(true)
			}),
			slowTries(250),
		)
	})

	test('no byte can be cut off or added', async () => {
		const envelope = await seal(story, recipients)
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: envelope.length - 1 }), async (length) => {
				await expect(open(envelope.slice(0, length), [identity])).rejects.toThrow(SealBroken)
				await expect(openedAsStream(envelope.slice(0, length), [identity])).rejects.toThrow(SealBroken)
			}),
			slowTries(60),
		)
		const longer = new Uint8Array([...envelope, 0])
		await expect(open(longer, [identity])).rejects.toThrow(SealBroken)
	})

	test('the same story twice shares no bytes but the form', async () => {
		const [one, two] = (await Promise.all([seal(story, recipients), seal(story, recipients)])).map(takeApart)
		expect(one?.header).not.toEqual(two?.header)
		expect(Buffer.from(one!.payload).includes(Buffer.from(two!.payload.slice(0, 24)))).toBe(false)
	})
})

test('a payload cut at the border of a chunk is seen', async () => {
	const CHUNK = 64 * 1024
	const envelope = await seal(new Uint8Array(3 * CHUNK), [toAmina!])
	const { header } = takeApart(envelope)
	for (const chunks of [1, 2]) {
		const cut = envelope.slice(0, header.length + 16 + chunks * (CHUNK + 16))
		await expect(open(cut, [amina])).rejects.toThrow(SealBroken)
		await expect(openedAsStream(cut, [amina], 5000)).rejects.toThrow(SealBroken)
	}
})

test('hybrid and X25519 are never mixed, and nobody is not a recipient', async () => {
	expect([toAmina!, toRuth!].map(isHybrid)).toEqual([false, true])
	await expect(seal(story, [toAmina!, toRuth!])).rejects.toThrow(MixedRecipients)
	await expect(seal(story, [])).rejects.toThrow(MixedRecipients)
	await expect(sealStream(streamOf(once(story)), [toRuth!, toAmina!])).rejects.toThrow(MixedRecipients)
})

test('as many can be named as a header has room for, and a longer header is refused', async () => {
	const readers = Array.from({ length: MOST_RECIPIENTS }, () => toRuth!)
	expect(await open(await seal(story, readers), [ruth])).toEqual(story)
	await expect(seal(story, [...readers, toRuth!])).rejects.toThrow(TooManyRecipients)
	const encrypter = new Encrypter()
	for (let reader = 0; reader < 40; reader++) encrypter.addRecipient(toRuth!)
	const tooLong = await encrypter.encrypt(story)
	await expect(open(tooLong, [ruth])).rejects.toThrow(SealBroken)
	await expect(openedAsStream(tooLong, [ruth])).rejects.toThrow(SealBroken)
})

test('the size of a sealed stream is known before it is sealed', async () => {
	for (const size of [0, 1, 65_536, 65_537]) {
		const sealed = await sealStream(streamOf(once(new Uint8Array(size))), [toAmina!])
		let length = 0
		for await (const chunk of chunksOf(sealed)) length += chunk.length
		expect(sealed.size(size)).toBe(length)
	}
})

describe('what the outside sees', () => {
	test('kinds and number of recipients, and where the header ends', async () => {
		const { header, payload, recipients } = takeApart(await seal(story, [toRuth!, toTomas!]))
		expect(recipients).toEqual(['hybrid', 'hybrid'])
		expect(new TextDecoder().decode(header)).toMatch(/^age-encryption\.org\/v1\n[^]*\n--- [\w+/]{43}\n$/)
		expect(payload.length).toBe(16 + story.length + 16)
		expect(isMixed(['hybrid', 'x25519'])).toBe(true)
		expect(isMixed(['x25519', 'x25519'])).toBe(false)
	})

	test.each<[string, Uint8Array | string]>([
		['nothing', ''],
		['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47])],
		['an armoured file', '-----BEGIN AGE ENCRYPTED FILE-----\n'],
		['another version', 'age-encryption.org/v2\n-> X25519 x\n---  x\n'],
		['an envelope to nobody', `age-encryption.org/v1\n--- ${'a'.repeat(43)}\n${'x'.repeat(64)}`],
		['a header without end', `age-encryption.org/v1\n${'-> X25519 a\n'.repeat(LARGEST_HEADER)}`],
		['a payload too short', `age-encryption.org/v1\n-> X25519 x\n--- ${'a'.repeat(43)}\n${'x'.repeat(31)}`],
	])('%s is no envelope', async (_, bytes) => {
		const envelope = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
		expect(() => takeApart(envelope)).toThrow(NotAnEnvelope)
		await expect(open(envelope, [amina])).rejects.toThrow(SealBroken)
		await expect(openedAsStream(envelope, [amina])).rejects.toThrow(SealBroken)
	})

	test('any bytes are taken apart or refused, and nothing else', () => {
		const start = new TextEncoder().encode('age-encryption.org/v1\n-> X25519 a\n')
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 500 }), fc.boolean(), (bytes, plausible) => {
				const envelope = plausible ? new Uint8Array([...start, ...bytes]) : bytes
				try {
					const { header, payload } = takeApart(envelope)
					expect(header.length + payload.length).toBe(envelope.length)
				} catch (error) {
					expect(error).toBeInstanceOf(NotAnEnvelope)
				}
			}),
		)
	})
})

describe('with the age of Debian', () => {
	test('each opens what the other sealed', async () =>
		inFolder(async (folder) => {
			writeFileSync(join(folder, 'key'), `${amina}\n`)
			const ours = await seal(story, [toAmina!, toOther!])
			expect(run('age', ['-d', '-i', 'key'], ours, folder)).toMatchObject({ status: 0, stdout: story })
			const theirs = run('age', ['-r', toOther!, '-r', toAmina!], story, folder).stdout
			expect(await open(theirs, [amina])).toEqual(story)
			expect(await openedAsStream(theirs, [other])).toEqual(story)
			expect(await open(theirs, [ruth])).toBeNull()
		}))

	test('its 1.1.1 knows no hybrid key, so exports go to X25519', async () =>
		inFolder(async (folder) => {
			writeFileSync(join(folder, 'key'), `${ruth}\n`)
			const opened = run('age', ['-d', '-i', 'key'], await seal(story, [toRuth!]), folder)
			expect(opened.status).not.toBe(0)
			expect(opened.stdout).toHaveLength(0)
			expect(run('age', ['-r', toRuth!], story, folder).status).not.toBe(0)
		}))
})
