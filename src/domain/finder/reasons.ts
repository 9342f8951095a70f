import type { Day } from '#domain/days.ts'

/** Why a mechanism is closed for a situation. */
export const CLOSED_REASONS = [
	'not-accepted',
	'not-in-force',
	'facts-too-early',
	'deadline-passed',
	'not-your-topic',
	'not-your-region',
	'actor-not-admitted',
	'needs-named-person',
	'no-un-link',
	'needs-pattern',
	'needs-urgency',
	'harm-not-covered',
	'examined-elsewhere',
] as const
export type ClosedReason = (typeof CLOSED_REASONS)[number]

/** What has to happen before a mechanism opens. */
export const LATER_REASONS = ['remedies-first', 'no-victim', 'pending-elsewhere'] as const
export type LaterReason = (typeof LATER_REASONS)[number]

/** What somebody should know or say when they use a mechanism that is open. */
export type Note =
	/** Last day of a time limit that ends within 60 days. */
	| { say: 'deadline-near'; day: Day }
	/** Last day of a time limit further away. */
	| { say: 'deadline'; day: Day }
	/** A time limit runs from the last decision, whose day is not known. */
	| { say: 'deadline-unknown'; months: number }
	| { say: 'explain-delay' }
	| { say: 'explain-remedies' }
	| { say: 'remedies-unknown' }
	| { say: 'show-attempt' }
	| { say: 'report-if-possible' }
	/** The body can ask the State to wait: ask for it in the first line. */
	| { say: 'ask-for-interim' }
	| { say: 'examined-elsewhere-maybe' }
	/** The State may have failed to protect from others: say how. */
	| { say: 'state-failed-to-protect' }
	| { say: 'not-confirmed' }

/** Whether a mechanism is open for a situation, and why not. */
export type Verdict =
	| { status: 'open'; notes: readonly Note[] }
	| { status: 'later'; reason: LaterReason }
	| { status: 'closed'; reason: ClosedReason }
