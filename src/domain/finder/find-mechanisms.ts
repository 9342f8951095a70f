import type { Day } from '#domain/days.ts'
import type { Facts, Mechanism, Speed } from '#domain/finder/facts.ts'
import { isUnLink, judgeMechanism } from '#domain/finder/judge-mechanism.ts'
import { type Because, compareWorth, type Worth, worthOf } from '#domain/finder/rank-mechanisms.ts'
import type { ClosedReason, LaterReason, Note } from '#domain/finder/reasons.ts'
import type { Situation } from '#domain/finder/situation.ts'

/** A mechanism that is open. */
export type Open = {
	id: string
	worth: Worth
	notes: readonly Note[]
	/** Why it stands before the next one of its group; null for the last, or when nothing tells them apart. */
	beforeNext: Because | null
}

/** One that is open, and would close the one it stands for: choose. */
export type Alternative = Open & { insteadOf: string }

/** What a person finds. Nothing is ever left without a way on. */
export type Found = {
	/** Hours to days. */
	doFirst: readonly Open[]
	/** Weeks. */
	doNext: readonly Open[]
	/** Months to years. */
	longer: readonly Open[]
	alternatives: readonly Alternative[]
	later: readonly { id: string; reason: LaterReason }[]
	closed: readonly { id: string; reason: ClosedReason }[]
	/** Shown before everything because of a contact with the United Nations. */
	pinned: readonly string[]
	/** Doors nearest to the person, outside the ranking. */
	nearby: readonly Nearby[]
	/** Doors for harm done by a company, besides the State's duty to protect; empty otherwise. */
	company: readonly CompanyDoor[]
}

export const NEARBY = ['un-presence', 'peace-operation', 'country-team', 'nhri'] as const
export type Nearby = (typeof NEARBY)[number]

export const COMPANY_DOORS = ['letter-to-company', 'wg-business', 'business-forum'] as const
export type CompanyDoor = (typeof COMPANY_DOORS)[number]

/** Ways that need no acceptance: offered also when they do little for what is wanted, so that a way always remains. */
const ALWAYS_OFFERED: readonly string[] = ['sp_urgent', 'tb_report', 'upr']

const GROUP_OF: Readonly<Record<Speed, 'doFirst' | 'doNext' | 'longer'>> = {
	'hours-days': 'doFirst',
	'days-weeks': 'doNext',
	weeks: 'doNext',
	'weeks-months': 'doNext',
	months: 'longer',
	'months-years': 'longer',
	years: 'longer',
	unknown: 'longer',
}

/**
 * Which mechanisms are open for a situation, in which order, and why the others are not.
 * @param today the day on which time limits are judged
 */
export function findMechanisms(situation: Situation, facts: Facts, today: Day): Found {
	const judged = facts.mechanisms.map((mechanism) => ({
		mechanism,
		verdict: judgeMechanism(mechanism, situation, facts, today),
	}))
	const open = judged.flatMap(({ mechanism, verdict }) =>
		verdict.status === 'open' ? [{ mechanism, notes: verdict.notes }] : [],
	)
	const { chosen, alternatives } = chooseForums(ranked(open, situation))
	return {
		...inGroups(chosen, situation),
		alternatives: alternatives.map(({ candidate, insteadOf }) => ({
			...openOf(candidate, null),
			insteadOf,
		})),
		later: judged.flatMap(({ mechanism: { id }, verdict }) =>
			verdict.status === 'later' ? [{ id, reason: verdict.reason }] : [],
		),
		closed: judged.flatMap(({ mechanism: { id }, verdict }) =>
			verdict.status === 'closed' ? [{ id, reason: verdict.reason }] : [],
		),
		pinned: isUnLink(situation.link)
			? facts.mechanisms.flatMap(({ id, pin }) => (pin === true ? [id] : []))
			: [],
		nearby: NEARBY,
		company: situation.by === 'company' ? COMPANY_DOORS : [],
	}
}

type Candidate = { mechanism: Mechanism; worth: Worth; notes: readonly Note[] }

/** Those that do something for what is wanted, best first; the order of the facts where nothing tells two apart. */
function ranked(
	open: readonly { mechanism: Mechanism; notes: readonly Note[] }[],
	situation: Situation,
): Candidate[] {
	return open
		.map(({ mechanism, notes }) => ({ mechanism, notes, worth: worthOf(mechanism, situation) }))
		.filter(({ mechanism, worth }) => worth.effect > 0 || ALWAYS_OFFERED.includes(mechanism.id))
		.sort((one, other) => compareWorth(one.worth, other.worth, situation).order)
}

/** Of mechanisms that close each other the best is proposed, the others stand beside it as a choice. */
function chooseForums(candidates: readonly Candidate[]): {
	chosen: Candidate[]
	alternatives: { candidate: Candidate; insteadOf: string }[]
} {
	const chosen: Candidate[] = []
	const alternatives: { candidate: Candidate; insteadOf: string }[] = []
	for (const candidate of candidates) {
		const { excludes, forum } = candidate.mechanism
		const rival = chosen.find(
			({ mechanism }) =>
				excludes !== undefined &&
				mechanism.excludes === excludes &&
				(forum === undefined || mechanism.forum !== forum),
		)
		if (rival === undefined) chosen.push(candidate)
		else alternatives.push({ candidate, insteadOf: rival.mechanism.id })
	}
	return { chosen, alternatives }
}

function inGroups(
	candidates: readonly Candidate[],
	situation: Situation,
): Pick<Found, 'doFirst' | 'doNext' | 'longer'> {
	const groupOf = (group: 'doFirst' | 'doNext' | 'longer') => {
		const inside = candidates.filter(({ worth }) => GROUP_OF[worth.speed] === group)
		return inside.map((candidate, at) => {
			const next = inside[at + 1]
			return openOf(
				candidate,
				next === undefined ? null : compareWorth(candidate.worth, next.worth, situation).because,
			)
		})
	}
	return { doFirst: groupOf('doFirst'), doNext: groupOf('doNext'), longer: groupOf('longer') }
}

function openOf({ mechanism: { id }, worth, notes }: Candidate, beforeNext: Because | null): Open {
	return { id, worth, notes, beforeNext }
}
