import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SealBroken } from '#vault/envelope.ts'
import { openOwn, ownKey, sealOwn } from '#vault/own-box.ts'
import { isOwnBox } from '#vault/outside/own-box-format.ts'

const anySecret = fc.uint8Array({ minLength: 32, maxLength: 32 })
const anyBytes = fc.uint8Array({ maxLength: 5000 }).map((bytes) => Uint8Array.from(bytes))

test('a member opens what they sealed for themselves, and nobody else does', async () => {
	await fc.assert(
		fc.asyncProperty(anySecret, anySecret, anyBytes, async (mine, theirs, bytes) => {
			const box = await sealOwn(bytes, await ownKey(mine))
			expect(isOwnBox(box)).toBe(true)
			expect(await openOwn(box, await ownKey(mine))).toEqual(bytes)
			fc.pre(Buffer.compare(mine, theirs) !== 0)
			await expect(openOwn(box, await ownKey(theirs))).rejects.toThrow(SealBroken)
		}),
	)
})

test('a box of which one bit was changed, or an end was cut off, is refused', async () => {
	await fc.assert(
		fc.asyncProperty(anySecret, anyBytes, fc.nat(), fc.nat(7), async (secret, bytes, at, bit) => {
			const key = await ownKey(secret)
			const box = await sealOwn(bytes, key)
			const place = at % box.length
			const changed = box.with(place, (box[place] ?? 0) ^ (1 << bit))
			await expect(openOwn(changed, key)).rejects.toThrow(SealBroken)
			await expect(openOwn(box.subarray(0, place), key)).rejects.toThrow(SealBroken)
		}),
	)
})

test('the same bytes never give the same box twice', async () => {
	const key = await ownKey(new Uint8Array(32))
	const boxes = await Promise.all(Array.from({ length: 50 }, () => sealOwn(new Uint8Array(100), key)))
	expect(new Set(boxes.map((box) => Buffer.from(box).toString('hex'))).size).toBe(50)
})

test('a box made long ago by other code still opens', async () => {
	// Made with OpenSSL: key 00 01 … 1f, nonce c8 c9 … d3, the first line as additional data.
	const frozen =
		'73616665636f6e647563742f6f776e2d626f782f310ac8c9cacbcccdcecfd0d1d2d35c1113baa6a39d00354e7cdf7a6f8a6db242cfcb4cd921b82879691fbae726'
	const key = await ownKey(Uint8Array.from({ length: 32 }, (_, at) => at))
	const opened = await openOwn(Uint8Array.from(Buffer.from(frozen, 'hex')), key)
	expect(new TextDecoder().decode(opened)).toBe('Mira of Arcadia')
	expect(key.extractable).toBe(false)
})
