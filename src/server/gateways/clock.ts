import { randomInt } from 'node:crypto'

/** What jobs take from the world besides their senders. */
export type Clock = {
	now: () => Date
	/** From 0 to 1, as nobody can foretell. */
	chance: () => number
}

const STEPS = 2 ** 32

/** A clock with chance from the system. */
export function clockOf(now: () => Date): Clock {
	return { now, chance: () => randomInt(STEPS) / STEPS }
}
