import { addDays, type Day, daysBetween } from '#domain/days.ts'
import { addMonths } from '#domain/finder/add-months.ts'
import type { Facts, Mechanism, Procedure, StateFacts } from '#domain/finder/facts.ts'
import type { Note } from '#domain/finder/reasons.ts'
import type { Situation } from '#domain/finder/situation.ts'

/** Days before the end of a time limit in which a person is warned. */
const WARN_DAYS = 60

/** CERD counts in months of its own for some States. */
const CERD = 'ic_cerd'

/** @returns the day from which facts count, or null when the State is not bound or the day is not known */
export function boundSince(state: StateFacts, procedure: Procedure, { starts }: Facts): Day | null {
	const act = state.accepts[procedure]
	if (act === undefined || act === true) return null
	const start = starts[procedure]
	if (start === undefined) return act
	const bound = addDays(addMonths(act, start.months), start.days)
	return bound < start.inForce ? start.inForce : bound
}

/** Whether what happened lies before the State was bound, and is over. */
export function isTooEarly(
	{ date, continuing }: Situation,
	states: readonly (StateFacts | null)[],
	procedure: Procedure,
	facts: Facts,
): boolean {
	if (date === null || continuing === true) return false
	const since = states.flatMap((state) => (state === null ? [] : (boundSince(state, procedure, facts) ?? [])))
	return since.length > 0 && since.every((day) => date < day)
}

/** @returns 'deadline-passed', or what to say of the time that runs */
export function judgeTimeLimit(
	{ id, gates: { timeLimit } }: Mechanism,
	{ finalDecision, remedies }: Situation,
	state: StateFacts | null,
	today: Day,
): 'deadline-passed' | readonly Note[] {
	if (timeLimit === undefined || timeLimit.kind === 'none') return []
	if (timeLimit.kind === 'soft') {
		if (finalDecision === null || timeLimit.years === null) return []
		const late = today > addMonths(finalDecision, 12 * timeLimit.years)
		return late ? [{ say: 'explain-delay' }] : []
	}
	const months = (id === CERD ? state?.limits.cerdMonths : undefined) ?? timeLimit.months
	if (finalDecision === null) return remedies === 'finished' ? [{ say: 'deadline-unknown', months }] : []
	const last = addMonths(finalDecision, months)
	if (today > last) return 'deadline-passed'
	return [{ say: daysBetween(today, last) <= WARN_DAYS ? 'deadline-near' : 'deadline', day: last }]
}
