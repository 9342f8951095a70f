import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import * as cctv from 'cctv-age'
import { describe, expect, test } from 'vitest'
import { streamOf } from '#vault/byte-stream.ts'
import { type AgeIdentity, open, openStream, SealBroken } from '#vault/envelope.ts'

// The vectors every implementation of age is held to (C2SP CCTV). Passphrases and armour are no part of our format.

type Vector = {
	name: string
	expect: string
	payload: string | undefined
	identities: AgeIdentity[]
	file: Uint8Array
}

function readVector(name: string, bytes: Uint8Array): Vector | null {
	const end = Buffer.from(bytes).indexOf('\n\n')
	const lines = Buffer.from(bytes.subarray(0, end)).toString().split('\n')
	const values = (key: string) =>
		lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2))
	if (values('armored').length > 0 || values('passphrase').length > 0) return null
	const body = bytes.subarray(end + 2)
	const [expected = ''] = values('expect')
	return {
		name,
		expect: expected,
		payload: values('payload')[0],
		identities: values('identity').map((text) => text as AgeIdentity),
		file: values('compressed').length > 0 ? new Uint8Array(inflateSync(body)) : new Uint8Array(body),
	}
}

const all = Object.entries(cctv).filter(
	(entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array,
)
const vectors = all.map(([name, bytes]) => readVector(name, bytes)).filter((vector) => vector !== null)

async function* chunks(file: Uint8Array): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < file.length; at += 40_000) yield await Promise.resolve(file.slice(at, at + 40_000))
}

async function openAsStream(
	file: Uint8Array,
	identities: readonly AgeIdentity[],
): Promise<Uint8Array | null> {
	const plain = await openStream(streamOf(chunks(file)), identities)
	return plain === null ? null : new Uint8Array(await new Response(plain).arrayBuffer())
}

const sha256 = (bytes: Uint8Array | null) =>
	bytes !== null && createHash('sha256').update(bytes).digest('hex')

describe(`${vectors.length} of ${all.length} vectors, the rest with passphrase or armour`, () => {
	test('enough of them are of our kind', () => {
		expect(vectors.length).toBeGreaterThan(80)
		expect(vectors.filter((vector) => vector.expect === 'success').length).toBeGreaterThan(15)
	})

	test.each(vectors)('$name: $expect', async ({ expect: expected, payload, identities, file }) => {
		for (const opening of [open, openAsStream]) {
			if (expected === 'success') expect(sha256(await opening(file, identities))).toBe(payload)
			else if (expected === 'no match') expect(await opening(file, identities)).toBeNull()
			else await expect(opening(file, identities)).rejects.toThrow(SealBroken)
		}
	})
})
