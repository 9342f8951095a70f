import type { Day } from '#domain/days.ts'
import type { Mechanism } from '#domain/finder/facts.ts'
import { procedureOf } from '#domain/finder/procedure-of.ts'
import type { AcceptedFacts } from '#server/guide/facts.ts'

/** Whether a mechanism is open for one State by what that State accepted or where it lies; the day where it is known. */
export type Place = { is: 'here'; since: Day | null } | { is: 'everywhere' } | { is: 'not-here' }

/** @param code ISO 3166-1 alpha-3 */
export function placeOf(
	{ gates, notInForce }: Mechanism,
	code: string,
	states: AcceptedFacts['states'],
): Place {
	const state = states[code]
	if (notInForce === true || state === undefined) return { is: 'not-here' }
	const procedure = procedureOf(gates)
	if (procedure !== undefined) {
		const act = state.accepts[procedure]
		if (act === false) return { is: 'not-here' }
		return { is: 'here', since: act === true ? null : act }
	}
	if (gates.regional === undefined) return { is: 'everywhere' }
	return state.regional[gates.regional] ? { is: 'here', since: null } : { is: 'not-here' }
}
