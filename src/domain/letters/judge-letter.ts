import type { Day } from '#domain/days.ts'
import type { Facts, Gates, Mechanism } from '#domain/finder/facts.ts'
import { isInterim, judgeMechanism } from '#domain/finder/judge-mechanism.ts'
import { CLOSED_REASONS, LATER_REASONS, type Note } from '#domain/finder/reasons.ts'
import { type Category, type Situation, situationOf } from '#domain/finder/situation.ts'
import { isAnswered, type LetterAnswers, type LetterKind } from '#domain/letters/letter-items.ts'

/**
 * Why a text may be refused whatever it tells. Experts act only on what comes from somebody they know, with direct or
 * reliable knowledge, and not only from the press (Human Rights Council resolution 5/2, annex, article 9).
 */
export const OWN_REFUSALS = ['anonymous', 'only-press', 'no-consent', 'not-authorised'] as const
export type OwnRefusal = (typeof OWN_REFUSALS)[number]

export const LETTER_REFUSALS = [...OWN_REFUSALS, ...CLOSED_REASONS, ...LATER_REASONS] as const
export type LetterRefusal = (typeof LETTER_REFUSALS)[number]

export type Judgement = {
	refusals: readonly LetterRefusal[]
	/** What the text should say or mind although it can be sent. */
	notes: readonly Note[]
	/** Whether a committee can be asked to have the State wait. */
	interim: boolean
}

const MECHANISM_OF: Readonly<Record<Exclude<LetterKind, 'committee'>, string | null>> = {
	'special-procedures': 'sp_urgent',
	reprisals: 'un_reprisals',
	precautionary: 'iachr_pm',
	// The working group is one of the experts; a letter to a company is no procedure.
	'business-group': 'sp_urgent',
	company: null,
}

/** Beforehand, why the procedure may refuse this text. What was not answered refuses nothing: it is missing. */
export function judgeLetter(kind: LetterKind, answers: LetterAnswers, facts: Facts, today: Day): Judgement {
	const own = OWN_REFUSALS.filter((refusal) => applies(refusal, kind, answers))
	const mechanism = mechanismOf(kind, answers, facts)
	if (mechanism === null) return { refusals: own, notes: [], interim: false }
	const situation = situationFor(mechanism, kind, answers)
	const verdict = judgeMechanism(mechanism, situation, facts, today)
	return {
		refusals: verdict.status === 'open' ? own : [...own, verdict.reason],
		notes: verdict.status === 'open' ? verdict.notes : [],
		interim: isInterim(mechanism, situation),
	}
}

/** The mechanism asked; null when there is none, or when it is not yet known which or for which State. */
function mechanismOf(kind: LetterKind, { country, choices }: LetterAnswers, facts: Facts): Mechanism | null {
	const id = kind === 'committee' ? choices.committee : MECHANISM_OF[kind]
	if (country === null || id === undefined || id === null) return null
	return facts.mechanisms.find((mechanism) => mechanism.id === id) ?? null
}

function applies(refusal: OwnRefusal, kind: LetterKind, { choices, ...answers }: LetterAnswers): boolean {
	switch (refusal) {
		case 'anonymous':
			return kind !== 'company' && choices.senderNamed === 'no'
		case 'only-press':
			return (kind === 'special-procedures' || kind === 'business-group') && choices.knowledge === 'press'
		case 'no-consent':
			return choices.consent === 'no'
		case 'not-authorised':
			return (
				kind === 'committee' &&
				choices.speaksAs === 'unauthorised' &&
				!isAnswered('authority', { choices, ...answers })
			)
	}
}

function situationFor({ gates }: Mechanism, kind: LetterKind, answers: LetterAnswers): Situation {
	const { country, choices, days, elsewhereAt } = answers
	const asked = situationOf(country ?? '', topicsOf(gates, answers), 'protection')
	const namesTheState = kind === 'committee' || kind === 'precautionary'
	return {
		...asked,
		by: choices.by ?? null,
		danger: choices.danger === undefined ? (gates.danger ?? null) : choices.danger === 'yes',
		harm: choices.harm ?? null,
		date: days.lastDay ?? null,
		continuing: choices.continuing === undefined ? null : choices.continuing === 'yes',
		finalDecision: days.finalDay ?? null,
		remedies: choices.remediesState ?? null,
		elsewhere: (elsewhereAt ?? []).map((place) => ({ ...place, same: null })),
		link: choices.unBody ?? 'other-un',
		named: namesTheState && choices.stateName === 'no' ? false : null,
	}
}

/** As long as nobody said what it is about, no topic closes anything. */
function topicsOf({ categories }: Gates, { choices }: LetterAnswers): readonly Category[] {
	if (choices.topic !== undefined) return [choices.topic]
	return categories === undefined || categories === 'civil-political' ? ['detention'] : categories
}
