import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { seal, SealBroken } from '#vault/envelope.ts'
import { openEntry, sealEntry, type SealedEntry } from '#vault/journal.ts'
import {
	type ChainFault,
	entryHash,
	faultInChain,
	NOTHING_BEFORE,
	signedBytes,
	type VisibleEntry,
} from '#vault/outside/chain.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign, signingKeyOf } from '#vault/outside/signature.ts'

const SCOPE = '7'.repeat(32)
const OTHER_SCOPE = '8'.repeat(32)
const identity = x25519Identity(new Uint8Array(32).fill(1))
const stranger = x25519Identity(new Uint8Array(32).fill(2))
const recipient = await recipientOf(identity)
const ruth = { signSeed: new Uint8Array(32).fill(3), roster: 4 }
const tomas = { signSeed: new Uint8Array(32).fill(5), roster: 4 }

async function history(length: number, scope = SCOPE): Promise<SealedEntry[]> {
	const entries: SealedEntry[] = []
	for (let seq = 0; seq < length; seq++) {
		const writer = seq % 3 === 2 ? tomas : ruth
		const previous = entries.at(-1)?.visible ?? null
		entries.push(
			await sealEntry(scope, previous, { kind: 'noted', text: `entry ${seq}` }, writer, [recipient]),
		)
	}
	return entries
}

/** The first fault in a journal, as a client finds it that reads from the beginning. */
function firstFault(entries: readonly VisibleEntry[]): ChainFault | null {
	for (const [at, entry] of entries.entries()) {
		const fault = faultInChain(SCOPE, entries[at - 1] ?? null, entry)
		if (fault !== null) return fault
	}
	return null
}

const eight = await history(8)
const visible = eight.map((entry) => entry.visible)
const elsewhere = (await history(3, OTHER_SCOPE)).map((entry) => entry.visible)
const another = (await history(8)).map((entry) => entry.visible)
const anyPlace = fc.nat(7)
/** Every run checks up to nine signatures. */
const FEW = { numRuns: 25 }

describe('a journal is accepted only as it was written', () => {
	test('and every beginning of it', () => {
		for (let length = 0; length <= 8; length++) expect(firstFault(visible.slice(0, length))).toBeNull()
	})

	test('an entry dropped', () => {
		fc.assert(
			fc.property(fc.nat(6), (at) => {
				expect(firstFault(visible.toSpliced(at, 1))).toBe('wrong-sequence')
			}),
			FEW,
		)
	})

	test('two entries swapped', () => {
		fc.assert(
			fc.property(anyPlace, anyPlace, (one, two) => {
				if (one === two) return
				expect(firstFault(visible.with(one, visible[two]!).with(two, visible[one]!))).toBe('wrong-sequence')
			}),
			FEW,
		)
	})

	test('an entry repeated', () => {
		fc.assert(
			fc.property(anyPlace, anyPlace, (from, to) => {
				expect(firstFault(visible.toSpliced(to + 1, 0, visible[Math.min(from, to)]!))).toBe('wrong-sequence')
			}),
			FEW,
		)
	})

	test('an entry of another history or another thread put in its place', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 6 }), (at) => {
				expect(firstFault(visible.with(at, another[at]!))).toBe('wrong-previous')
			}),
			FEW,
		)
		expect(firstFault(visible.with(0, elsewhere[0]!))).toBe('wrong-scope')
		expect(firstFault(visible.with(0, another[0]!))).toBe('wrong-previous')
	})

	test('any field altered', () => {
		const anyChange = fc.constantFrom<Partial<VisibleEntry>>(
			{ scope: OTHER_SCOPE },
			{ seq: 99 },
			{ prev: NOTHING_BEFORE },
			{ envelope: hashOf(new Uint8Array()) },
			{ roster: 5 },
			{ author: signingKeyOf(new Uint8Array(32).fill(6)) },
			{ signature: sign(tomas.signSeed, 'deposit', signedBytes(visible[1]!)) },
		)
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 7 }), anyChange, (at, change) => {
				expect(firstFault(visible.with(at, { ...visible[at]!, ...change }))).not.toBeNull()
			}),
			FEW,
		)
	})

	test('an entry signed by its author for another purpose', () => {
		const signature = sign(ruth.signSeed, 'roster-entry', signedBytes(visible[0]!))
		expect(firstFault([{ ...visible[0]!, signature }])).toBe('bad-signature')
	})
})

test('a forged entry in the right place needs its author’s key', async () => {
	const forged = await sealEntry(SCOPE, visible[2]!, { kind: 'noted', text: 'forged' }, tomas, [recipient])
	const asRuth = { ...forged.visible, author: signingKeyOf(ruth.signSeed) }
	expect(faultInChain(SCOPE, visible[2]!, asRuth)).toBe('bad-signature')
	expect(faultInChain(SCOPE, visible[2]!, forged.visible)).toBeNull()
	expect(entryHash(forged.visible)).not.toBe(entryHash(visible[3]!))
})

describe('opening an entry', () => {
	const [first, second] = eight as [SealedEntry, SealedEntry]

	test('gives back its content', async () => {
		expect(await openEntry(first, [identity])).toEqual({
			ok: true,
			content: { kind: 'noted', text: 'entry 0' },
		})
	})

	test('a stranger learns that it is not for them', async () => {
		expect(await openEntry(first, [stranger])).toEqual({ ok: false, because: 'not-for-me' })
	})

	test('other bytes than the journal names are not opened', async () => {
		expect(await openEntry({ ...first, envelope: second.envelope }, [identity])).toEqual({
			ok: false,
			because: 'other-bytes',
		})
	})

	test('an envelope moved to another place, or signed anew by somebody else, is found out', async () => {
		const envelope = hashOf(first.envelope)
		const places: Partial<VisibleEntry>[] = [
			{ scope: OTHER_SCOPE },
			{ seq: 1 },
			{ author: signingKeyOf(tomas.signSeed) },
		]
		for (const place of places)
			expect(
				await openEntry({ visible: { ...first.visible, envelope, ...place }, envelope: first.envelope }, [
					identity,
				]),
			).toEqual({ ok: false, because: 'other-place' })
	})

	test('a newer format is named, rubbish is broken', async () => {
		const holding = async (inside: string) => {
			const envelope = await seal(new TextEncoder().encode(inside), [recipient])
			return openEntry({ visible: { ...first.visible, envelope: hashOf(envelope) }, envelope }, [identity])
		}
		expect(await holding('{"v":2}')).toEqual({ ok: false, because: 'unknown-version' })
		expect(await holding('[]')).toEqual({ ok: false, because: 'unknown-version' })
		expect(await holding('{"v":1}')).toEqual({ ok: false, because: 'other-place' })
		await expect(holding('entry')).rejects.toThrow(SealBroken)
	})
})

test('short and long entries weigh the same', async () => {
	const [note, longer] = await Promise.all(
		['x', 'x'.repeat(3000)].map(async (text) =>
			sealEntry(SCOPE, null, { kind: 'noted', text }, ruth, [recipient]),
		),
	)
	expect(note?.envelope.length).toBe(longer?.envelope.length)
})
