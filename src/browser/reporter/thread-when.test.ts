import { expect, test } from 'vitest'
import { readWhen } from '#browser/reporter/thread-when.ts'

test('one day alone means that day', () => {
	expect(readWhen('2026-03-31', '')).toEqual({
		ok: true,
		when: { earliest: '2026-03-31', latest: '2026-03-31' },
	})
})

test('two days mean that it happened on one of them or between', () => {
	expect(readWhen('2026-03-01', '2026-03-31')).toEqual({
		ok: true,
		when: { earliest: '2026-03-01', latest: '2026-03-31' },
	})
})

test('a person who knows no day may say so in words', () => {
	expect(readWhen(' ', '')).toEqual({ ok: true, when: null })
})

test('days that cannot be are given back', () => {
	expect(readWhen('', '2026-03-31')).toEqual({ ok: false, because: 'no-first-day' })
	expect(readWhen('2026-02-30', '')).toEqual({ ok: false, because: 'not-a-day' })
	expect(readWhen('2026-03-31', '2026-03-01')).toEqual({ ok: false, because: 'backwards' })
})
