import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frame, FrameReader, FramesBroken, readFrames, writeFrames } from '#contract/frames.ts'

const frames = fc.array(fc.record({ head: fc.jsonValue(), bytes: fc.uint8Array({ maxLength: 300 }) }), {
	maxLength: 6,
})

test('frames are read as they were written, in whatever pieces they arrive', () => {
	fc.assert(
		fc.property(frames, fc.array(fc.nat({ max: 400 })), (written, cuts) => {
			const row = writeFrames(written)
			const expected = written.map(({ head, bytes }) => ({ head: json(head), bytes }))
			expect(plain(readFrames(row))).toEqual(expected)
			const reader = new FrameReader()
			const read = pieces(row, cuts).flatMap((piece) => reader.take(piece))
			reader.end()
			expect(plain(read)).toEqual(expected)
		}),
	)
})

test('a row that ends within a frame is told from a whole one, wherever it was cut', () => {
	fc.assert(
		fc.property(frames, fc.nat(), (written, at) => {
			const row = writeFrames(written)
			const ends = written.map((_, count) => writeFrames(written.slice(0, count)).length)
			const cut = at % Math.max(1, row.length)
			fc.pre(row.length > 0 && !ends.includes(cut))
			expect(() => readFrames(row.subarray(0, cut))).toThrow(FramesBroken)
		}),
	)
})

test('a head longer than any of ours ends the reading before it has arrived', () => {
	const reader = new FrameReader()
	expect(() => reader.take(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toThrow(FramesBroken)
})

test('a head that is no JSON ends the reading', () => {
	expect(() => readFrames(Uint8Array.of(0, 0, 0, 1, 0x7b, 0, 0, 0, 0))).toThrow(FramesBroken)
	expect(() => readFrames(Uint8Array.of(0, 0, 0, 1, 0xff, 0, 0, 0, 0))).toThrow(FramesBroken)
})

function pieces(row: Uint8Array, cuts: readonly number[]): Uint8Array[] {
	const places = [...new Set(cuts.map((cut) => Math.min(cut, row.length)))].sort((one, other) => one - other)
	return [0, ...places].map((from, at) => row.subarray(from, places[at] ?? row.length))
}

/** As JSON carries it: without -0. */
function json(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value))
}

function plain(read: readonly Frame[]): Frame[] {
	return read.map(({ head, bytes }) => ({ head, bytes: Uint8Array.from(bytes) }))
}
