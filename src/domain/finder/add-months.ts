import type { Day } from '#domain/days.ts'

/** The same day so many months later; the last of the month where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
	const from = new Date(`${day}T00:00:00Z`)
	const moved = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
	const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
	moved.setUTCDate(Math.min(from.getUTCDate(), last))
	return moved.toISOString().slice(0, 10) as Day
}
