import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTRY_STEP, MESSAGE_STEP, padmeSize, padRecord } from '#vault/padding.ts'

const anySize = fc.integer({ min: 0, max: 2 ** 33 })
const anyStep = fc.constantFrom(ENTRY_STEP, MESSAGE_STEP)

test('a padded record is the same JSON, and fills whole steps and no more than it must', () => {
	fc.assert(
		fc.property(fc.json({ noUnicodeString: false }), anyStep, (json, step) => {
			const padded = padRecord(json, step)
			const text = new TextDecoder().decode(padded)
			expect(JSON.parse(text)).toEqual(JSON.parse(json))
			expect(padded.length % step).toBe(0)
			expect(padded.length - Buffer.byteLength(json)).toBeLessThan(step)
		}),
	)
})

test.each([
	[0, 1],
	[1, 1],
	[MESSAGE_STEP - 1, 1],
	[MESSAGE_STEP, 1],
	[MESSAGE_STEP + 1, 2],
	[MESSAGE_STEP * 2, 2],
])('%i bytes take %i steps', (size, steps) => {
	expect(padRecord('a'.repeat(size), MESSAGE_STEP)).toHaveLength(steps * MESSAGE_STEP)
})

test('bytes are counted, not letters: a word weighs the same in Arabic and in English', () => {
	expect(padRecord('ق'.repeat(MESSAGE_STEP / 2), MESSAGE_STEP)).toHaveLength(MESSAGE_STEP)
	expect(padRecord('ق'.repeat(MESSAGE_STEP / 2 + 1), MESSAGE_STEP)).toHaveLength(2 * MESSAGE_STEP)
	expect(padRecord('ق', ENTRY_STEP)).toHaveLength(padRecord('detained again', ENTRY_STEP).length)
})

test('a file never shrinks, and grows by at most 12 %', () => {
	fc.assert(
		fc.property(anySize, (size) => {
			expect(padmeSize(size)).toBeGreaterThanOrEqual(size)
			expect(padmeSize(size)).toBeLessThanOrEqual(size * 1.12)
		}),
	)
})

test('a longer file is never padded to less', () => {
	fc.assert(
		fc.property(anySize, fc.nat(100_000), (size, more) => {
			expect(padmeSize(size + more)).toBeGreaterThanOrEqual(padmeSize(size))
		}),
	)
})

test('a padded size stays as it is', () => {
	fc.assert(
		fc.property(anySize, (size) => {
			expect(padmeSize(padmeSize(size))).toBe(padmeSize(size))
		}),
	)
})

test('few classes: a million sizes between 1 and 2 MiB share 32', () => {
	const classes = new Set(Array.from({ length: 10_000 }, (_, at) => padmeSize(2 ** 20 + at * 104)))
	expect(classes.size).toBeLessThanOrEqual(33)
})
