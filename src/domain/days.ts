/** A calendar day in UTC, `2026-11-22`. Nothing finer is stored about anybody. */
export type Day = string & { readonly day: unique symbol }

const MILLISECONDS_A_DAY = 86_400_000

export function isDay(text: string): text is Day {
	return /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(new Date(`${text}T00:00:00Z`)) === text
}

export function dayOf(instant: Date): Day | null {
	return Number.isNaN(instant.getTime()) ? null : (instant.toISOString().slice(0, 10) as Day)
}

export function addDays(day: Day, days: number): Day {
	const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_A_DAY)
	return moved.toISOString().slice(0, 10) as Day
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLISECONDS_A_DAY)
}
