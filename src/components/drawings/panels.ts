import type { Drawing } from '#components/drawings/pictures.ts'

/** The panels of the story, in their order. */
export const PANEL_NAMES = [
	'spoke',
	'threatened',
	'noted',
	'chose',
	'told',
	'answered',
	'wrote',
	'stateAnswered',
	'changed',
	'remained',
] as const
export type PanelName = (typeof PANEL_NAMES)[number]

function person(x: number, y: number): string {
	return `M${String(x)} ${String(y - 7)}a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM${String(x - 12)} ${String(y + 30)}c0-26 24-26 24 0`
}

function building(x: number): string {
	const column = (at: number) => `M${String(x + at)} 36v32`
	return `M${String(x)} 34l18-16l18 16zM${String(x - 2)} 70h40${column(5)}${column(18)}${column(31)}`
}

const PHONE = 'M14 6h34v68H14zM27 67h8'
const TABLE = 'M12 56h96M22 56v20M98 56v20'

/** On a grid of 120 by 80. After a change: node tests/drawings/draw.ts. */
export const PANELS: Record<PanelName, Drawing> = {
	spoke: {
		line: `${person(30, 26)}${TABLE}`,
		second: `${person(90, 26)}M44 6h30v16H60l-8 7v-7h-8zM51 14h16`,
	},
	threatened: {
		line: `${person(22, 38)}M84 76V10h28v66M106 42v4M4 76h112`,
		second: `${person(60, 38)}M36 4h18v18h-6l-5 5v-5h-7zM45 8v5M45 17v.1`,
	},
	noted: {
		line: 'M18 8h50v64H18zM28 8v64M60 58l30-36l7 6l-30 36l-9 3z',
		second: 'M36 22h24M36 32h20M36 42h14M98 48a12 12 0 1 0 0 24a12 12 0 0 0 0-24zM98 53v7l5 3',
	},
	chose: {
		line: `${person(30, 32)}${person(58, 32)}`,
		second: `M44 4a36 36 0 1 0 0 72a36 36 0 0 0 0-72z${person(102, 32)}`,
	},
	told: {
		line: `${PHONE}M70 46h36v28H70zM77 55h22M77 64h14`,
		second: 'M56 26L104 6L86 38L76 30zM76 30L104 6',
	},
	answered: {
		line: PHONE,
		second: 'M58 12h52v34H84l-12 12V46H58zM68 24h32M68 34h20',
	},
	wrote: {
		line: `M8 26h38v30H8zM8 26l19 16l19-16${building(78)}`,
		second: 'M53 41h16M62 34l7 7l-7 7',
	},
	stateAnswered: {
		line: `${building(6)}M74 10h38v60H74z`,
		second: 'M50 41h16M59 34l7 7l-7 7M83 24h20M83 36h20M83 48h11',
	},
	changed: {
		line: `${person(26, 26)}${TABLE}`,
		second: `${person(60, 26)}${person(94, 26)}M51 68l7 7l13-13`,
	},
	remained: {
		line: `${person(30, 42)}M64 10h46v48H64zM87 10v48M64 34h46M4 76h112`,
		second: 'M99 15a6 6 0 1 0 7 9a8 8 0 0 1-7-9z',
	},
}

/** Drawings that hold a clock or a tick keep their direction in every language. */
export const UNTURNED: ReadonlySet<PanelName> = new Set(['noted', 'changed'])
