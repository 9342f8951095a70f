/**
 * Two different places out of `count`, in order.
 * @param below an evenly drawn whole number from 0 up to, not including, its argument
 */
export function twoPlaces(count: number, below: (limit: number) => number): [number, number] {
	const one = below(count)
	const skipped = below(count - 1)
	const other = skipped >= one ? skipped + 1 : skipped
	return one < other ? [one, other] : [other, one]
}
