import fc from 'fast-check'
import { expect, test } from 'vitest'
import { combineShares, readShare, type Share, splitSecret } from '#vault/shares.ts'
import { readWords, toDigits, toWords } from '#vault/words.ts'
import { lists } from '../../tests/seed/return-word-lists.ts'

const byte = fc.oneof(fc.constant(0x00), fc.constant(0xff), fc.integer({ min: 0, max: 255 }))
/** Secrets that begin and end as no careless encoding survives. */
const secrets = fc
	.tuple(byte, fc.uint8Array({ minLength: 30, maxLength: 30 }), byte)
	.map(([first, rest, last]) => Uint8Array.of(first, ...rest, last))
const splits = fc
	.integer({ min: 2, max: 9 })
	.chain((of) => fc.record({ of: fc.constant(of), threshold: fc.integer({ min: 2, max: of }) }))
const sets = fc.integer({ min: 0, max: 0xffff })

async function papers(...asked: Parameters<typeof splitSecret>): Promise<Share[]> {
	return (await splitSecret(...asked)).map((paper) => {
		const share = readShare(paper)
		if (share === null) throw new Error('a paper that is no share')
		return share
	})
}

test('any k papers give the key back, whichever they are and in whatever order they are laid', async () => {
	const laid = fc.tuple(secrets, splits, sets, fc.array(fc.nat(), { minLength: 9, maxLength: 9 }))
	await fc.assert(
		fc.asyncProperty(laid, async ([secret, split, set, dice]) => {
			const shuffled = (await papers(secret, split, set))
				.map((share, at) => ({ share, by: dice[at] ?? 0 }))
				.sort((one, other) => one.by - other.by)
				.map(({ share }) => share)
			expect(await combineShares(shuffled.slice(0, split.threshold))).toEqual(secret)
			expect(await combineShares(shuffled)).toEqual(secret)
		}),
	)
})

test('a paper keeps its set, number and threshold through words and digits, also where bytes are 0x00 or 0xFF', async () => {
	const anyList = fc.constantFrom(...lists)
	const extreme = fc.constantFrom(0x0000, 0x00ff, 0xff00, 0xffff)
	await fc.assert(
		fc.asyncProperty(secrets, splits, fc.oneof(extreme, sets), anyList, async (secret, split, set, list) => {
			for (const [at, paper] of (await splitSecret(secret, split, set)).entries()) {
				for (const typed of [toWords(paper, 'share', list), toDigits(paper, 'share')]) {
					const read = readWords(typed.join(' '), 'share', list)
					if (!read.ok) throw new Error(read.because)
					expect(read.secret).toEqual(paper)
					const { threshold } = split
					expect(readShare(read.secret)).toMatchObject({ set, number: at + 1, threshold })
				}
			}
		}),
		{ numRuns: 30 },
	)
})

test('one paper too few gives something else than the key', async () => {
	const secret = new Uint8Array(32).fill(0)
	for (const threshold of [3, 5, 9]) {
		const shares = await papers(secret, { of: 9, threshold }, 1)
		expect(await combineShares(shares.slice(0, threshold - 1))).not.toEqual(secret)
	}
})

test('one altered paper, or one of another split of the same key, never gives the key', async () => {
	const change = fc.record({ at: fc.integer({ min: 0, max: 31 }), by: fc.integer({ min: 1, max: 255 }) })
	await fc.assert(
		fc.asyncProperty(secrets, change, async (secret, { at, by }) => {
			const [first, second] = await papers(secret, { of: 3, threshold: 2 }, 7)
			const [, foreign] = await papers(secret, { of: 3, threshold: 2 }, 8)
			if (first === undefined || second === undefined || foreign === undefined) throw new Error('missing')
			const part = second.part.with(at, (second.part[at] ?? 0) ^ by)
			expect(await combineShares([first, { ...second, part }])).not.toEqual(secret)
			expect(await combineShares([first, foreign])).not.toEqual(secret)
		}),
	)
})

test('two papers that claim one place are refused, and a paper with the place of the key itself is none', async () => {
	const [first, second] = await papers(new Uint8Array(32).fill(9), { of: 2, threshold: 2 }, 3)
	if (first === undefined || second === undefined) throw new Error('missing')
	expect(await combineShares([first, { ...second, part: first.part }])).toBeNull()
	const [paper] = await splitSecret(new Uint8Array(32), { of: 2, threshold: 2 }, 3)
	expect(readShare((paper ?? new Uint8Array()).with(36, 0))).toBeNull()
	expect(readShare((paper ?? new Uint8Array()).with(0, 1))).toBeNull()
})
