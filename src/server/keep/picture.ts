import { crc32, deflateSync } from 'node:zlib'
import type { Name } from '#components/keep/kept-words.ts'

// [Note: pictures] The picture of a kept guide on a home screen is drawn from a few shapes when it is asked for, as a
// PNG (W3C PNG, third edition), so that no picture file has to be believed.

type Colour = readonly [red: number, green: number, blue: number]

/** Shapes on a square of 32 units; later ones lie over earlier ones. */
type Shape = { colour: Colour } & (
	| { box: readonly [x: number, y: number, width: number, height: number] }
	| { disc: readonly [x: number, y: number, radius: number] }
)

const WHITE: Colour = [255, 255, 255]
const GREY: Colour = [120, 130, 140]
const RED: Colour = [205, 60, 55]
const YELLOW: Colour = [255, 205, 70]

const row = (y: number): Shape => ({ colour: GREY, box: [11, y, 10, 1] })
const dayAt = (x: number, y: number): Shape => ({ colour: GREY, box: [x, y, 3, 3] })

const PICTURES: Record<Name, { ground: Colour; shapes: readonly Shape[] }> = {
	notes: {
		ground: YELLOW,
		shapes: [{ colour: WHITE, box: [8, 6, 16, 20] }, ...[11, 14, 17, 20].map(row)],
	},
	recipes: {
		ground: [60, 140, 95],
		shapes: [
			{ colour: WHITE, disc: [16, 16, 8] },
			{ colour: GREY, disc: [16, 16, 5.5] },
			{ colour: WHITE, disc: [16, 16, 5] },
			{ colour: WHITE, box: [4.5, 8, 1.5, 16] },
			{ colour: WHITE, box: [26, 8, 1.5, 16] },
		],
	},
	weather: {
		ground: [70, 140, 215],
		shapes: [
			{ colour: YELLOW, disc: [20, 12, 5] },
			{ colour: WHITE, disc: [11, 20, 4] },
			{ colour: WHITE, disc: [17, 18, 5] },
			{ colour: WHITE, disc: [22, 20.5, 3.5] },
			{ colour: WHITE, box: [11, 20, 11, 4] },
		],
	},
	calendar: {
		ground: [225, 230, 235],
		shapes: [
			{ colour: WHITE, box: [7, 7, 18, 19] },
			{ colour: RED, box: [7, 7, 18, 5] },
			...[14, 19].flatMap((y) => [9, 14.5, 20].map((x) => dayAt(x, y))),
		],
	},
}

const GRID = 32
/** Points along each side: what browsers ask of a page that goes on a home screen. */
export const SIDE = 192
/** Each point is looked at so often along each side, so that round edges are smooth. */
const LOOKS = 2

/** @returns the bytes of a PNG of {@link SIDE} times as many points */
export function pictureOf(name: Name): Uint8Array<ArrayBuffer> {
	const line = 1 + SIDE * 3
	const points = new Uint8Array(line * SIDE)
	for (let y = 0; y < SIDE; y += 1)
		for (let x = 0; x < SIDE; x += 1)
			points.set(pointAt(PICTURES[name], x, y, GRID / SIDE), y * line + 1 + x * 3)
	const header = new Uint8Array(13)
	const view = new DataView(header.buffer)
	view.setUint32(0, SIDE)
	view.setUint32(4, SIDE)
	// Eight bits for each of red, green and blue; no interlacing.
	header.set([8, 2, 0, 0, 0], 8)
	const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
	return joined([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(points, { level: 9 })),
		chunk('IEND', new Uint8Array()),
	])
}

function pointAt(picture: (typeof PICTURES)[Name], x: number, y: number, unit: number): Colour {
	const sum: [number, number, number] = [0, 0, 0]
	for (let look = 0; look < LOOKS * LOOKS; look += 1) {
		const [red, green, blue] = colourAt(
			picture,
			(x + ((look % LOOKS) + 0.5) / LOOKS) * unit,
			(y + (Math.floor(look / LOOKS) + 0.5) / LOOKS) * unit,
		)
		sum[0] += red
		sum[1] += green
		sum[2] += blue
	}
	const [red, green, blue] = sum
	return [red / LOOKS ** 2, green / LOOKS ** 2, blue / LOOKS ** 2]
}

function colourAt({ ground, shapes }: (typeof PICTURES)[Name], x: number, y: number): Colour {
	return shapes.findLast((shape) => covers(shape, x, y))?.colour ?? ground
}

function covers(shape: Shape, x: number, y: number): boolean {
	if ('disc' in shape) {
		const [left, top, radius] = shape.disc
		return (x - left) ** 2 + (y - top) ** 2 <= radius ** 2
	}
	const [left, top, width, height] = shape.box
	return x >= left && x < left + width && y >= top && y < top + height
}

function chunk(type: string, data: Uint8Array): Uint8Array {
	const named = joined([new TextEncoder().encode(type), data])
	const framed = new Uint8Array(named.length + 8)
	const view = new DataView(framed.buffer)
	view.setUint32(0, data.length)
	framed.set(named, 4)
	view.setUint32(named.length + 4, crc32(named))
	return framed
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
	let at = 0
	for (const part of parts) {
		all.set(part, at)
		at += part.length
	}
	return all
}
