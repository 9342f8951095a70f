import type { Day } from '#domain/days.ts'
import type { Facts, Gates, Mechanism, Procedure, Region, StateFacts } from '#domain/finder/facts.ts'
import { judgeElsewhere } from '#domain/finder/judge-elsewhere.ts'
import { isTooEarly, judgeTimeLimit } from '#domain/finder/judge-time.ts'
import type { ClosedReason, Note, Verdict } from '#domain/finder/reasons.ts'
import { type Category, type Situation, UN_LINKS } from '#domain/finder/situation.ts'

/** What the Covenant on Civil and Political Rights does not speak of. */
const NOT_CIVIL_NOR_POLITICAL: readonly Category[] = ['education', 'social', 'food', 'health', 'work']

/**
 * Whether a mechanism is open for a situation. What was not answered closes nothing, except where a mechanism exists
 * only for urgent cases, for patterns, or because of a contact: there the answer has to be yes.
 */
export function judgeMechanism(
	mechanism: Mechanism,
	situation: Situation,
	facts: Facts,
	today: Day,
): Verdict {
	const state = facts.states[situation.country] ?? null
	const closed = whyClosed(mechanism, situation, state, facts)
	if (closed !== null) return { status: 'closed', reason: closed }
	const time = judgeTimeLimit(mechanism, situation, state, today)
	if (time === 'deadline-passed') return { status: 'closed', reason: time }
	const elsewhere = judgeElsewhere(mechanism.id, mechanism.gates.elsewhere, situation.elsewhere, state)
	if (elsewhere.status !== 'open') return elsewhere
	if (situation.noVictim === true && isPersonal(mechanism.gates))
		return { status: 'later', reason: 'no-victim' }
	const remedies = judgeRemedies(mechanism, situation)
	if (remedies === 'remedies-first') return { status: 'later', reason: remedies }
	return {
		status: 'open',
		notes: [...time, ...elsewhere.notes, ...remedies, ...others(mechanism, situation)],
	}
}

/** Whether the mechanism can ask the State to wait, because what threatens cannot be undone. */
export function isInterim({ interim }: Mechanism, { danger, harm }: Situation): boolean {
	return danger === true && harm !== null && interim?.when.includes(harm) === true
}

/** The first thing that closes a mechanism; what nobody can change comes first. */
function whyClosed(
	mechanism: Mechanism,
	situation: Situation,
	state: StateFacts | null,
	facts: Facts,
): ClosedReason | null {
	const { gates } = mechanism
	if (mechanism.notInForce === true) return 'not-in-force'
	if (!coversPlace(gates, situation, state, facts)) return 'not-your-region'
	if (!isAccepted(gates, situation, state, facts)) return 'not-accepted'
	if (!admitsActor(gates, situation)) return 'actor-not-admitted'
	if (!coversTopic(gates, situation)) return 'not-your-topic'
	if (!coversLink(gates, situation)) return 'no-un-link'
	return whyNotThisCase(gates, situation) ?? whyTooEarly(gates, situation, state, facts)
}

function whyNotThisCase(gates: Gates, situation: Situation): ClosedReason | null {
	const { danger, harm, named, consent, pattern, group } = situation
	if (gates.named === true && named === false) return 'needs-named-person'
	if (gates.consent === true && consent === false) return 'needs-named-person'
	if (gates.danger === true && danger !== true) return 'needs-urgency'
	if (gates.harms !== undefined && harm !== null && !gates.harms.includes(harm)) return 'harm-not-covered'
	if (gates.pattern === true && pattern !== true) return 'needs-pattern'
	if (gates.group === true && group === false) return 'needs-pattern'
	return null
}

function whyTooEarly(
	{ factsAfter, acceptsTerritoryOrNationality }: Gates,
	situation: Situation,
	state: StateFacts | null,
	facts: Facts,
): ClosedReason | null {
	if (factsAfter === undefined) return null
	const states =
		acceptsTerritoryOrNationality === undefined ? [state] : [state, nationalState(situation, facts)]
	return isTooEarly(situation, states, factsAfter, facts) ? 'facts-too-early' : null
}

function coversPlace(
	{ regional, orCompanyFrom }: Gates,
	{ companyFrom }: Situation,
	state: StateFacts | null,
	{ states }: Facts,
): boolean {
	if (regional === undefined || isIn(state, regional)) return true
	if (orCompanyFrom === undefined || companyFrom === null) return false
	return isIn(states[companyFrom] ?? null, orCompanyFrom)
}

function isIn(state: StateFacts | null, region: Region): boolean {
	return state?.regional.includes(region) === true
}

function isAccepted(
	{ accepts, acceptsTerritoryOrNationality, partyAny }: Gates,
	situation: Situation,
	state: StateFacts | null,
	facts: Facts,
): boolean {
	if (accepts !== undefined && !hasAccepted(state, accepts)) return false
	if (partyAny === true && state?.isParty !== true) return false
	if (acceptsTerritoryOrNationality === undefined) return true
	return [state, nationalState(situation, facts)].some((one) =>
		hasAccepted(one, acceptsTerritoryOrNationality),
	)
}

function nationalState({ nationality }: Situation, { states }: Facts): StateFacts | null {
	return nationality === null ? null : (states[nationality] ?? null)
}

function hasAccepted(state: StateFacts | null, procedure: Procedure): boolean {
	return state?.accepts[procedure] !== undefined
}

function admitsActor({ actors, organisationsIn }: Gates, { actor, country }: Situation): boolean {
	if (actors === undefined || actor === null || actors.includes(actor)) return true
	return actor === 'ngo' && organisationsIn?.includes(country) === true
}

function coversTopic({ categories }: Gates, situation: Situation): boolean {
	if (categories === undefined) return true
	if (categories === 'civil-political')
		return situation.categories.some((category) => !NOT_CIVIL_NOR_POLITICAL.includes(category))
	return situation.categories.some((category) => categories.includes(category))
}

function coversLink({ links }: Gates, { link }: Situation): boolean {
	if (links === undefined) return true
	if (link === null) return false
	return links === 'any-un' ? isUnLink(link) : links.includes(link)
}

export function isUnLink(link: Situation['link']): boolean {
	return UN_LINKS.some((one) => one === link)
}

/** Whether somebody must have been harmed for it. */
function isPersonal({ victim, named }: Gates): boolean {
	return victim === true || named === true
}

function judgeRemedies(mechanism: Mechanism, situation: Situation): 'remedies-first' | readonly Note[] {
	const { remedies } = mechanism.gates
	if (remedies === undefined) return []
	if (remedies === 'show-attempt' || remedies === 'report-if-possible') return [{ say: remedies }]
	switch (situation.remedies) {
		case 'finished':
			return []
		case 'ineffective-or-dangerous':
			return [{ say: 'explain-remedies' }]
		case null:
			return [{ say: 'remedies-unknown' }]
		case 'pending':
			return isInterim(mechanism, situation) ? [{ say: 'explain-remedies' }] : 'remedies-first'
		case 'not-tried':
			return 'remedies-first'
	}
}

function others(mechanism: Mechanism, situation: Situation): Note[] {
	const notes: Note[] = []
	if (isInterim(mechanism, situation)) notes.push({ say: 'ask-for-interim' })
	if (situation.by === 'company' || situation.by === 'armed-group')
		notes.push({ say: 'state-failed-to-protect' })
	if (!mechanism.confirmed) notes.push({ say: 'not-confirmed' })
	return notes
}
