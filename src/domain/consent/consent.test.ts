import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	type Consent,
	FIRST_CONSENT,
	isWider,
	narrowed,
	PERMISSIONS,
	permissions,
	widened,
} from '#domain/consent/consent.ts'
import { anyConsent } from '../../../tests/seed/kessa-thread.ts'

test('what counts at once is never wider than before, nor than what was said', () => {
	fc.assert(
		fc.property(anyConsent, anyConsent, (now, next) => {
			expect(isWider(now, narrowed(now, next))).toBe(false)
			expect(isWider(next, narrowed(now, next))).toBe(false)
		}),
	)
})

test('what is not wider counts whole', () => {
	fc.assert(
		fc.property(anyConsent, anyConsent, (now, next) => {
			const counts = narrowed(now, next)
			const wanted = { ...next, keepFrom: counts.keepFrom }
			if (!isWider(now, next)) expect(permissions(counts)).toEqual(permissions(wanted))
		}),
	)
})

test('more consent, once known to be the person’s, keeps every name given before', () => {
	fc.assert(
		fc.property(anyConsent, anyConsent, (now, next) => {
			const after = widened(now, next)
			expect([after.reach, after.totals]).toEqual([next.reach, next.totals])
			expect(after.keepFrom).toBe(narrowed(now, next).keepFrom)
		}),
	)
})

test('saying the same again changes nothing', () => {
	fc.assert(
		fc.property(anyConsent, (consent) => {
			expect(isWider(consent, consent)).toBe(false)
			expect(narrowed(consent, consent)).toEqual(consent)
		}),
	)
})

test('wider consent means a longer list of what the team may do, and less means a shorter one', () => {
	const rank = (consent: Consent) => {
		const { may, asking } = permissions(consent)
		return may.length * 2 + asking.length
	}
	fc.assert(
		fc.property(anyConsent, anyConsent, (now, next) => {
			expect(rank(narrowed(now, next))).toBeLessThanOrEqual(rank(now))
		}),
	)
})

test('every permission stands in exactly one list, and a government is never told', () => {
	fc.assert(
		fc.property(anyConsent, (consent) => {
			const { may, asking, mayNot } = permissions(consent)
			const applying = PERMISSIONS.filter((one) => one !== 'tell-those-named' || consent.keepFrom !== '')
			expect([...may, ...asking, ...mayNot].toSorted()).toEqual(applying.toSorted())
			expect(mayNot).toContain('contact-government')
		}),
	)
})

test.each([
	['team-only', ['read-and-advise'], []],
	['ask-each-time', ['read-and-advise'], ['tell-experts-unnamed', 'tell-experts-named']],
	['experts-unnamed', ['read-and-advise', 'tell-experts-unnamed'], []],
	['experts-named', ['read-and-advise', 'tell-experts-unnamed', 'tell-experts-named'], []],
] as const)('%s', (reach, may, asking) => {
	expect(permissions({ ...FIRST_CONSENT, reach })).toMatchObject({ may, asking })
})
