/** One measured figure. Ratios compare two things measured in the same run on the same machine. */
export type Figure = {
	id: string
	/** In a sentence: what was measured. */
	what: string
	value: number
	unit: string
	/** The goal in words, and whether the value reaches it. */
	goal: string
	holds: boolean
	/** What it was measured against, when it is a ratio. */
	against: string | null
	ratio: number | null
}

/** A measurement: one or more figures that come out of one set-up. */
export type Measurement = { ids: readonly string[]; measure: () => Promise<Figure[]> }

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other)
	const middle = sorted[Math.floor(sorted.length / 2)]
	if (middle === undefined) throw new RangeError('a median of nothing')
	return middle
}

/** The value that this share of the values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other)
	const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
	if (value === undefined) throw new RangeError('a percentile of nothing')
	return value
}

/** A figure that holds as long as it is no larger than its goal. */
export function atMost(id: string, what: string, value: number, unit: string, most: number): Figure {
	const goal = `at most ${most} ${unit}`
	return { id, what, value, unit, goal, holds: value <= most, against: null, ratio: null }
}
