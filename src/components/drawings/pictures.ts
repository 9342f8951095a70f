import type { PictureName } from '#contract/drawing-facts.ts'

/** Lines in the colour of the text, and lines in the second colour: path data of SVG. Round ends; 2 pixels at every size. */
export type Drawing = { line: string; second: string }

const ROUND = 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z'

/** On a grid of 24. After a change: node tests/drawings/draw.ts. */
export const PICTURES: Record<PictureName, Drawing> = {
	write: { line: 'M6 15L16 5l3 3L9 18l-4 1z', second: 'M5 22h14' },
	proof: { line: 'M3 5h6l2 3h10v12H3z', second: 'M12 11v6M9 14h6' },
	trust: {
		line: 'M8 6a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM2 20c0-7 12-7 12 0',
		second: 'M17 5a2.5 2.5 0 1 1 0 5M17 13c3 0 5 2 5 6',
	},
	send: { line: 'M2 11L22 3l-7 18l-4-8z', second: 'M11 13L21 4' },
	arrive: { line: 'M5 13H3v7h18v-7h-2', second: 'M12 3v11M8 10l4 4l4-4' },
	check: { line: 'M5 3h14v18H5z', second: 'M8 12l3 3l5-6' },
	read: { line: 'M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1c3-2 6-2 9-1V5c-3-1-6-1-9 1z', second: 'M12 6v14' },
	wait: { line: 'M6 3h12M6 21h12M7 3c0 9 10 9 10 18M17 3c0 9-10 9-10 18', second: 'M12 17v1' },
	asked: { line: 'M9 10l6.5-5L22 10zM9 20h13M12 11v8M19 11v8', second: 'M1 15h6M4 12l3 3l-3 3' },
	answers: { line: 'M2 10l6.5-5L15 10zM2 20h13M5 11v8M12 11v8', second: 'M17 15h6M20 12l3 3l-3 3' },
	reply: { line: 'M3 4h18v13h-9l-5 4v-4H3z', second: 'M8 9h8M8 13h5' },
	meet: {
		line: 'M3 14h18M5 15v6M19 15v6',
		second:
			'M5 6a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM12 4a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM19 6a2 2 0 1 0 0 4a2 2 0 0 0 0-4z',
	},
	decide: { line: 'M12 3v17M7 21h10M4 6h16', second: 'M5 7l-3 7c1 2 5 2 6 0zM19 7l-3 7c1 2 5 2 6 0z' },
	advise: { line: 'M9 17v-3a6 6 0 1 1 6 0v3z', second: 'M10 21h4M12 14v-4' },
	act: {
		line: 'M4 3h5l1 5l-3 2c1 3 4 6 7 7l2-3l5 1v5c0 1-1 1-2 1C10 21 3 14 3 4c0-1 0-1 1-1z',
		second: 'M14 3c4 1 6 3 7 7',
	},
	publish: { line: 'M3 10v4h4l9 5V5l-9 5zM8 15v5h3', second: 'M20 9c1 2 1 4 0 6' },
	visit: { line: 'M10 21V4h10v17M7 21h16M17 12v1', second: 'M1 13h7M5 10l3 3l-3 3' },
	search: { line: 'M10 4a6 6 0 1 0 0 12a6 6 0 0 0 0-12z', second: 'M15 15l6 6' },
	follow: { line: 'M20 12a8 8 0 1 1-3-6', second: 'M20 2v5h-5' },
	urgent: { line: 'M12 3L22 20H2z', second: 'M12 10v4M12 17v.1' },
	date: { line: 'M4 5h16v16H4zM8 2v5M16 2v5', second: 'M4 11h16M12 16h3' },
	choose: { line: 'M12 2v20M12 4h7l2 3l-2 3h-7', second: 'M11 12H5l-2 3l2 3h6' },
	goodFor: { line: ROUND, second: 'M8 12l3 3l5-6' },
	notFor: { line: ROUND, second: 'M9 9l6 6M15 9l-6 6' },
	speed: { line: ROUND, second: 'M12 7v5l3 3' },
	yourName: {
		line: 'M2 5h20v14H2z',
		second: 'M8 8a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM5 16c0-3 6-3 6 0M15 10h4M15 14h4',
	},
	courtFirst: { line: 'M3 9l9-6l9 6zM3 21h18', second: 'M6 10v10M12 10v10M18 10v10' },
	cost: {
		line: 'M4 7c0-4 16-4 16 0s-16 4-16 0zM4 7v10c0 4 16 4 16 0V7',
		second: 'M4 12c0 4 16 4 16 0',
	},
	open: { line: ROUND, second: 'M3 12h18M12 3c-5 5-5 13 0 18c5-5 5-13 0-18z' },
}

/** Pictures with a direction: turned round where people write from right to left. */
export const TURNED: ReadonlySet<PictureName> = new Set([
	'send',
	'asked',
	'answers',
	'reply',
	'publish',
	'visit',
	'choose',
	'write',
])
