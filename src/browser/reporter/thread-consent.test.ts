import { randomBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slowTries } from '../../../tests/fuzz/how-many.ts'
import { consentSignature } from '#browser/reporter/thread-consent.ts'
import { consentToSign } from '#contract/consent-bytes.ts'
import { type Consent, isWider, REACHES } from '#domain/consent/consent.ts'
import { isSignedBy, signingKeyOf } from '#vault/outside/signature.ts'

const seed = randomBytes(32)
const key = signingKeyOf(seed)
const place = { desk: '5'.repeat(64), mailbox: '7'.repeat(32), visit: 'c'.repeat(16), n: 2 }

const anyConsent: fc.Arbitrary<Consent> = fc.record({
	reach: fc.constantFrom(...REACHES),
	totals: fc.boolean(),
	keepFrom: fc.constantFrom('', 'the mayor', 'the mayor\nmy uncle'),
})

const bytesOf = (consent: Consent, at = place) => consentToSign(at.desk, at.mailbox, at, consent)

test('whatever could widen what stands is signed, and what cannot is deniable', () => {
	fc.assert(
		fc.property(fc.option(anyConsent), anyConsent, anyConsent, (said, next, standing) => {
			const signature = consentSignature(seed, place, said, next)
			if (isWider(said ?? { ...standing, keepFrom: '' }, next)) expect(signature).not.toBeNull()
			if (said !== null && !isWider(said, next)) expect(signature).toBeNull()
			if (signature !== null) expect(isSignedBy(key, 'consent', bytesOf(next), signature)).toBe(true)
		}),
		slowTries(200),
	)
})

test('the narrowest choice is never signed, even when nothing is known of earlier visits', () => {
	const narrowest: Consent = { reach: 'team-only', totals: false, keepFrom: 'the mayor' }
	expect(consentSignature(seed, place, null, narrowest)).toBeNull()
})

test('a signature is worth nothing in another message, another visit or for another consent', () => {
	const wide: Consent = { reach: 'experts-named', totals: true, keepFrom: '' }
	const signature = consentSignature(seed, place, null, wide)
	if (signature === null) throw new Error('a wide consent must be signed')
	const elsewhere = [
		{ ...place, n: 3 },
		{ ...place, visit: 'd'.repeat(16) },
		{ ...place, mailbox: '8'.repeat(32) },
	]
	for (const other of elsewhere)
		expect(isSignedBy(key, 'consent', bytesOf(wide, other), signature)).toBe(false)
	expect(isSignedBy(key, 'consent', bytesOf({ ...wide, totals: false }), signature)).toBe(false)
})
