import { createHash } from 'node:crypto'
import { PANELS } from '#components/drawings/panels.ts'
import { type Drawing, PICTURES } from '#components/drawings/pictures.ts'

/** Drawings that stand in one file, one below the other, for browsers that show no SVG. */
export type Sheet = {
	one: 'picture' | 'panel'
	/** What begins the class of each. */
	prefix: string
	drawings: readonly (readonly [string, Drawing])[]
	/** The grid they are drawn on. */
	box: { width: number; height: number }
	/** Pixels for one unit of the grid. */
	scale: number
	/** Width of a line on the grid. */
	stroke: number
}

export const SHEETS: readonly Sheet[] = [
	{
		one: 'picture',
		prefix: 'p',
		drawings: Object.entries(PICTURES),
		box: { width: 24, height: 24 },
		scale: 2.5,
		stroke: 1.4,
	},
	{
		one: 'panel',
		prefix: 's',
		drawings: Object.entries(PANELS),
		box: { width: 120, height: 80 },
		scale: 2.5,
		stroke: 1,
	},
]

/** What a sheet was drawn from, so that a test finds one that was not drawn again. */
export function hashOf({ drawings, box, scale, stroke }: Sheet): string {
	return createHash('sha256')
		.update(JSON.stringify([drawings, box, scale, stroke]))
		.digest('hex')
}

/** Which part of the file belongs to which drawing. */
export function styleOf({ one, prefix, drawings }: Sheet): string {
	const places = drawings.map(([of], at) => {
		const down = Math.round((at / (drawings.length - 1)) * 100_000) / 1000
		return `.${prefix}-${of}::before {\n\tmask-position: 0 ${String(down)}%;\n}\n`
	})
	return [
		`/* Made by tests/drawings/draw.ts. */\n\n@import './drawn.css';\n`,
		`@supports (-moz-orient: inline) {\n.${one}::before {\n\tmask-image: url('./${one}s.png?no-inline');\n\tmask-size: 100% ${String(drawings.length * 100)}%;\n}\n}\n`,
		...places,
	].join('\n')
}
