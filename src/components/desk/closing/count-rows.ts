import type { ClosedCounts } from '#domain/closing/closing.ts'

const ROWS = [
	'destroyed',
	'told',
	'collected',
	'handedOver',
] as const satisfies readonly (keyof ClosedCounts)[]

/** The numbers of a closing, each with what it counts. */
export function countRows(
	counts: ClosedCounts,
	labels: Readonly<Record<(typeof ROWS)[number], string>>,
): { label: string; count: number }[] {
	return ROWS.map((row) => ({ label: labels[row], count: counts[row] }))
}
