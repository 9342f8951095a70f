import type { Day } from '#domain/days.ts'

/** Whether a fact should have been read again: on the day named it is still good. */
export function isOverdue(nextCheck: Day, today: Day): boolean {
	return nextCheck < today
}
