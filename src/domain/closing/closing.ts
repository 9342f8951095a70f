import { addDays, type Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'

// [Note: closing] A team ends in steps whose order the signed list and the threads show by themselves: it takes nothing
// new, says until which day answers can be collected, tells everybody, hands over what people said yes to, destroys the
// rest, and signs that nothing is left. Nothing follows that last entry, so it needs no statement that it is the newest.

/** A closing as the signed list announces it. */
export type Closing = {
	/** Sequence of the entry that announced it first. */
	seq: number
	since: Day
	/** Last day on which everybody can collect what was written to them. */
	until: Day
}

/** What became of the threads that stood when the closing was announced, each counted once. */
export type ClosedCounts = {
	destroyed: number
	/** Of those: whose mailbox got the last answer. */
	told: number
	/** Of those who were told: who had collected everything. */
	collected: number
	/** Of those who were told: whose messages another team got, with their yes. */
	handedOver: number
}

/** Days people have to collect their answers: proposed, and what an administrator may set. */
export const COLLECT_DAYS = { usual: 90, least: 30, most: 365 } as const

/** Whoever is told later than so many days before the last day would have too little time: it is put off first. */
export const LEAST_DAYS_TO_COLLECT = 14

/** Days an administrator who agrees may come after the one who proposed, and a device with what a restored server lacks. */
export const DAYS_TO_AGREE = 14

export type ClosingRefusal =
	| 'intake-still-open'
	| 'outside-limits'
	| 'already-so'
	| 'closing-not-announced'
	| 'counts-differ'
	| 'answers-not-collected'

/** Why a team may not announce on `day` that it ends, or put the last day off; null when it may. Never earlier. */
export function refusalOfAnnouncement(
	{ intake, closing }: Pick<Roster, 'intake' | 'closing'>,
	{ day, until }: { day: Day; until: Day },
): ClosingRefusal | null {
	if (intake === 'open') return 'intake-still-open'
	if (until === closing?.until) return 'already-so'
	const isWithin = until >= addDays(day, COLLECT_DAYS.least) && until <= addDays(day, COLLECT_DAYS.most)
	return isWithin && (closing === null || until > closing.until) ? null : 'outside-limits'
}

/** Why a team may not say on `day` that it has closed; null when nothing but signatures can be missing. */
export function refusalOfEnd(
	{ closing }: Pick<Roster, 'closing'>,
	{ day, destroyed, told, collected, handedOver }: ClosedCounts & { day: Day },
): ClosingRefusal | null {
	if (closing === null) return 'closing-not-announced'
	if (told > destroyed || collected > told || handedOver > told) return 'counts-differ'
	return day <= closing.until && collected < destroyed ? 'answers-not-collected' : null
}

/** The closing after one more announcement. */
export function withAnnouncement(
	closing: Closing | null,
	{ seq, day, until }: { seq: number; day: Day; until: Day },
): Closing {
	return closing === null ? { seq, since: day, until } : { ...closing, until }
}

/** Whether there is time enough to tell somebody today. */
export function isTimeToTell({ until }: Closing, today: Day): boolean {
	return until >= addDays(today, LEAST_DAYS_TO_COLLECT)
}

export const CLOSING_STEPS = ['stop', 'announce', 'tell', 'wait', 'destroy', 'prove', 'closed'] as const
export type ClosingStep = (typeof CLOSING_STEPS)[number]

/** What one member's client found of the threads that are left. */
export type LeftStanding = {
	/** Threads this member opens and has not told. */
	toTell: number
	/** All threads that are left, whoever opens them. */
	threads: number
	/** Of those: whose person was told and has collected everything. */
	collected: number
}

/** What a team has to do next, by nothing but what stands. */
export function closingStep(
	roster: Pick<Roster, 'intake' | 'closing' | 'closed'>,
	left: LeftStanding,
	today: Day,
): ClosingStep {
	const { closing } = roster
	if (roster.closed !== null) return 'closed'
	if (closing === null) return roster.intake === 'open' ? 'stop' : 'announce'
	if (left.threads === 0) return 'prove'
	if (left.toTell > 0) return 'tell'
	return today <= closing.until && left.collected < left.threads ? 'wait' : 'destroy'
}
