import { type Day, dayOf } from '#domain/days.ts'

/** The day on this device's clock. @throws RangeError when the clock shows none */
export function today(): Day {
	const day = dayOf(new Date())
	if (day === null) throw new RangeError('the clock of this device shows no date')
	return day
}
