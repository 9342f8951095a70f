import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForm, UNTOUCHED } from '#door/read-form.ts'
import { REACHES } from '#domain/consent/consent.ts'
import { LABELS } from '#domain/roster/roster.ts'
import { REASONS } from '#domain/threads/records.ts'

test('what a person fills in is read as they meant it', () => {
	const filled = fc.record({
		text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
		reason: fc.option(fc.constantFrom(...REASONS)),
		leftOut: fc.uniqueArray(fc.constantFrom(...LABELS)),
		reach: fc.constantFrom(...REACHES),
	})
	fc.assert(
		fc.property(filled, ({ text, reason, leftOut, reach }) => {
			const fields = new URLSearchParams({ text: text.replaceAll('\n', '\r\n'), reason: reason ?? '', reach })
			for (const label of leftOut) fields.append('leave-out', label)
			expect(readForm(fields.toString())).toEqual({ text, reason, leftOut, reach })
		}),
	)
})

test.each([
	['nothing', ''],
	['no text', 'reason=&reach=team-only'],
	['no choice of who may know', 'text=a&reason='],
	['a choice nobody offers', 'text=a&reach=everybody'],
	['two choices', 'text=a&reach=team-only&reach=experts-named'],
	['two texts', 'text=a&text=b&reach=team-only'],
	['a reason nobody offers', 'text=a&reach=team-only&reason=other'],
	['two reasons', 'text=a&reach=team-only&reason=&reason='],
	['somebody left out who is not there', 'text=a&reach=team-only&leave-out=chief'],
	['a field of its own', 'text=a&reach=team-only&__proto__=b'],
	['another format', '{"text":"a","reach":"team-only"}'],
])('a request with %s is not guessed at', (_, body) => {
	expect(readForm(body)).toBeNull()
})

test('any bytes are read or refused, never thrown over', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(readForm(Buffer.from(bytes).toString('utf8'))).toBeNull()
		}),
	)
	expect(readForm(`text=&reason=&reach=${UNTOUCHED.reach}`)).toEqual(UNTOUCHED)
})
