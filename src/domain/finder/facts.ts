import type { Day } from '#domain/days.ts'
import type { Actor, Category, Harm, Link, Outcome } from '#domain/finder/situation.ts'

/** Complaints to a committee that may be made today. */
export const COMPLAINTS = [
	'ic_ccpr',
	'ic_cat',
	'ic_cerd',
	'ic_cedaw',
	'ic_crpd',
	'ic_ced',
	'ic_cescr',
	'ic_crc',
] as const

/** With the one that is not in force yet. */
export const COMMITTEES = [...COMPLAINTS, 'ic_cmw'] as const

/** Procedures a State accepts one by one, or by being a party. */
export const PROCEDURES = [
	...COMMITTEES,
	'inq_cat',
	'inq_cedaw',
	'inq_crpd',
	'inq_crc',
	'inq_cescr',
	'visit_ced',
	'ua_ced',
	'ewua_cerd',
	'spt',
] as const
export type Procedure = (typeof PROCEDURES)[number]

/** Regional systems and treaties outside the nine core treaties. */
export const REGIONS = [
	'oas',
	'achr',
	'iacourt',
	'coe',
	'esc_collective',
	'african_charter',
	'african_court_direct',
	'ecowas_court',
	'eac_court',
	'asean',
	'osce',
	'aarhus',
	'escazu',
] as const
export type Region = (typeof REGIONS)[number]

export const SPEEDS = [
	'hours-days',
	'days-weeks',
	'weeks',
	'weeks-months',
	'months',
	'months-years',
	'years',
	'unknown',
] as const
export type Speed = (typeof SPEEDS)[number]

export const FAMILIES = [
	'treaty-complaint',
	'treaty-inquiry',
	'treaty-urgent',
	'treaty-report',
	'treaty-prevention',
	'reprisals',
	'charter',
	'un-agency',
	'regional',
	'access',
] as const
export type Family = (typeof FAMILIES)[number]

/** Time that runs from the last decision in the country. */
export type TimeLimit =
	| { kind: 'none' }
	/** Late is not closed, but needs a reason. */
	| { kind: 'soft'; years: number | null }
	| { kind: 'hard'; months: number }

/** Which other international procedures close this one. */
export type ElsewhereRule =
	| 'pending'
	| 'pending-unless-reservation-then-examined'
	| 'pending-or-examined'
	| 'settled'
	| 'being-dealt-with'
	| 'same-nature-pending'
	| 'only-by-declaration'

/** Conditions of a mechanism. What is absent is not asked for. */
export type Gates = {
	accepts?: Procedure
	/** Either State is enough: where it happened, or of the person's nationality. */
	acceptsTerritoryOrNationality?: Procedure
	/** Facts count only from the day the procedure binds the State, unless the harm goes on. */
	factsAfter?: Procedure
	/** The State is a party to any of the core treaties. */
	partyAny?: boolean
	regional?: Region
	/** A company with headquarters in that region is enough. */
	orCompanyFrom?: Region
	actors?: readonly Actor[]
	/** Non-governmental organisations too, in these States. */
	organisationsIn?: readonly string[]
	/** One of them is enough; `civil-political` stands for every right of the Covenant. */
	categories?: readonly Category[] | 'civil-political'
	/** `any-un` for contact with any body of the United Nations. */
	links?: readonly Link[] | 'any-un'
	danger?: boolean
	harms?: readonly Harm[]
	/** Somebody must be named to the body. */
	named?: boolean
	consent?: boolean
	/** Somebody must be personally affected. */
	victim?: boolean
	pattern?: boolean
	group?: boolean
	remedies?: 'exhausted-or-excused' | 'show-attempt' | 'report-if-possible'
	timeLimit?: TimeLimit
	elsewhere?: ElsewhereRule
}

/** Effect on what a person wants: 0 none, 3 the most any mechanism has. An editorial judgement, to be reviewed. */
export type Effect = 0 | 1 | 2 | 3

export type Mechanism = {
	id: string
	family: Family
	gates: Gates
	impact: Readonly<Record<Outcome, Effect>>
	/** Harms for which it can ask the State to wait, and how much that protects. */
	interim?: { when: readonly Harm[]; impact: Effect; speed: Speed }
	speed: Speed
	/** 0 moral, 1 treaty or good-faith duty, 2 binding judgment or order. */
	binding: 0 | 1 | 2
	/** 1 a form or letter, 2 a file with evidence, 3 a legal case. */
	effort: 1 | 2 | 3
	/** Mechanisms of one kind that should not be used for one matter at once. */
	excludes?: 'legal-forum' | 'disappearance-search'
	/** Those of one court are one forum. */
	forum?: string
	/** What it was made for, beside its topics and its region: a category, or a contact. */
	fit: readonly (Category | Link)[]
	/** Shown whatever is wanted when there was contact with the United Nations. */
	pin?: boolean
	notInForce?: boolean
	/** Whether what is said here was read in a source. */
	confirmed: boolean
	sources: readonly string[]
}

/** What one State accepted. What is absent it did not accept, as far as known. */
export type StateFacts = {
	/** Bound by any of the core treaties. */
	isParty: boolean
	/** Day of the act, or true where acceptance follows from being a party. */
	accepts: Readonly<Partial<Record<Procedure, Day | true>>>
	regional: readonly Region[]
	limits: {
		/** First Optional Protocol: what was examined elsewhere is not examined again. */
		examinedElsewhere?: boolean
		/** CERD article 14: the same matter elsewhere closes it. */
		cerdElsewhere?: boolean
		/** CERD article 14: months from the last decision, where not six. */
		cerdMonths?: number
	}
}

/** When a procedure began to exist, and how long after its act a State is bound. */
export type Start = { inForce: Day; days: number; months: number }

export type Facts = {
	/** Day on which acceptance was read from the depositary. */
	asOf: Day
	mechanisms: readonly Mechanism[]
	starts: Readonly<Partial<Record<Procedure, Start>>>
	states: Readonly<Record<string, StateFacts>>
}
