import { type Day, dayOf } from '#domain/days.ts'

/** Today in UTC, by the clock of this device. */
export function today(): Day {
	const day = dayOf(new Date())
	if (day === null) throw new RangeError('this device has no clock')
	return day
}
