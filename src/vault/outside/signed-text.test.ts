import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSignedBy, type Purpose, sign, type Signature, signingKeyOf } from '#vault/outside/signature.ts'
import { countersign, signersOf, signText, textHash } from '#vault/outside/signed-text.ts'
import { slowTries } from '../../../tests/fuzz/how-many.ts'

const seeds = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill))
const [root, ruth, tomas] = seeds as [Uint8Array, Uint8Array, Uint8Array]
const anyPurpose = fc.constantFrom<Purpose>(
	'roster-entry',
	'roster-statement',
	'journal-entry',
	'consent',
	'deposit',
	'return',
)

test('a signature holds for its bytes, its purpose and its key, and for nothing else', () => {
	fc.assert(
		fc.property(
			fc.uint8Array(),
			fc.uint8Array(),
			anyPurpose,
			anyPurpose,
			(bytes, other, purpose, another) => {
				const signature = sign(ruth, purpose, bytes)
				expect(isSignedBy(signingKeyOf(ruth), purpose, bytes, signature)).toBe(true)
				expect(isSignedBy(signingKeyOf(tomas), purpose, bytes, signature)).toBe(false)
				if (purpose !== another) expect(isSignedBy(signingKeyOf(ruth), another, bytes, signature)).toBe(false)
				if (Buffer.compare(bytes, other) !== 0)
					expect(isSignedBy(signingKeyOf(ruth), purpose, other, signature)).toBe(false)
			},
		),
		slowTries(30),
	)
})

test('a signature nobody could have made is refused, not thrown', () => {
	const bytes = new Uint8Array(3)
	for (const rubbish of ['0'.repeat(128), 'f'.repeat(128)])
		expect(isSignedBy(signingKeyOf(ruth), 'deposit', bytes, rubbish as Signature)).toBe(false)
	const noPoint = 'f'.repeat(64) as ReturnType<typeof signingKeyOf>
	expect(isSignedBy(noPoint, 'deposit', bytes, sign(ruth, 'deposit', bytes))).toBe(false)
})

test('a key of small order signs nothing: with it, one signature would hold for every text', () => {
	const neutral = `01${'0'.repeat(62)}` as ReturnType<typeof signingKeyOf>
	const signature = `01${'0'.repeat(126)}` as Signature
	expect(isSignedBy(neutral, 'deposit', new Uint8Array(3), signature)).toBe(false)
})

test('two people sign one text; each counts once, and a wrong signature as none', () => {
	const signed = countersign(
		signText('{"kind":"intake-opened"}', 'roster-entry', [ruth]),
		'roster-entry',
		tomas,
	)
	expect(signersOf(signed, 'roster-entry')).toEqual([signingKeyOf(ruth), signingKeyOf(tomas)])
	expect(signersOf(countersign(signed, 'roster-entry', ruth), 'roster-entry')).toHaveLength(2)
	expect(signersOf(signed, 'roster-statement')).toEqual([])
	expect(signersOf({ ...signed, text: `${signed.text} ` }, 'roster-entry')).toEqual([])
	const [first] = signed.signatures
	const claimed = { key: signingKeyOf(root), signature: first!.signature }
	expect(signersOf({ ...signed, signatures: [claimed] }, 'roster-entry')).toEqual([])
})

test('the hash of a signed text is that of its bytes', () => {
	const signed = signText('é', 'names', [])
	expect(textHash(signed)).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c')
	expect(textHash(countersign(signed, 'names', root))).toBe(textHash(signed))
})
