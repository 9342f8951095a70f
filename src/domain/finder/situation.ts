import type { Day } from '#domain/days.ts'

/** What happened, in the order people are asked; a person chooses up to {@link MOST_CATEGORIES}. */
export const CATEGORIES = [
	'attack',
	'detention',
	'disappearance',
	'torture',
	'life',
	'removal',
	'expression',
	'media',
	'association',
	'assembly',
	'law',
	'access',
	'fair-trial',
	'housing',
	'indigenous',
	'environment',
	'discrimination',
	'race',
	'women',
	'child',
	'disability',
	'migrant',
	'unions',
	'work',
	'education',
	'health',
	'food',
	'social',
	'academic',
	'artist',
	'conflict',
] as const
export type Category = (typeof CATEGORIES)[number]
export const MOST_CATEGORIES = 3

/** What a person wants most. */
export const OUTCOMES = [
	'protection',
	'release',
	'pressure',
	'decision',
	'law',
	'truth',
	'access',
	'reprisal',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What could happen in the next days that cannot be undone. */
export const HARMS = [
	'attack',
	'detention',
	'eviction',
	'execution',
	'family-separation',
	'health',
	'irreversible-harm',
	'life',
	'removal',
	'torture-imminent',
] as const
export type Harm = (typeof HARMS)[number]

/** Whether courts and authorities of the country were tried. */
export const REMEDIES = ['finished', 'ineffective-or-dangerous', 'not-tried', 'pending'] as const
export type Remedies = (typeof REMEDIES)[number]

/** Bodies of the United Nations somebody had, sought or was thought to have contact with. */
export const UN_LINKS = [
	'country-team',
	'ecosoc',
	'hrc',
	'other-un',
	'peace-operation',
	'security-council',
	'special-procedures',
	'spt',
	'treaty-body',
	'upr',
] as const
export const REGIONAL_LINKS = ['achpr', 'council-of-europe', 'iachr'] as const
export const LINKS = [...UN_LINKS, ...REGIONAL_LINKS] as const
export type Link = (typeof LINKS)[number]

/** Who asks. */
export const ACTORS = [
	'community',
	'employers',
	'family',
	'lawyer',
	'ngo',
	'nhri',
	'union',
	'victim',
] as const
export type Actor = (typeof ACTORS)[number]

/** Who did it. */
export const DOERS = ['state', 'company', 'armed-group', 'unknown'] as const
export type Doer = (typeof DOERS)[number]

/** Another international procedure the same matter was taken to. */
export type Elsewhere = {
	/** Id of the mechanism. */
	body: string
	state: 'pending' | 'finished'
	/** Whether person, facts and rights are the same there; null when not known. */
	same: boolean | null
}

/**
 * What a person told the finder. Three answers are required; null means that a question was not answered, and an
 * unanswered question closes nothing that does not need a yes.
 */
export type Situation = {
	/** ISO 3166-1 alpha-3 of the State responsible, or of the place. */
	country: string
	categories: readonly Category[]
	outcome: Outcome
	/** ISO 3166-1 alpha-3, where it differs and matters. */
	nationality: string | null
	by: Doer | null
	/** ISO 3166-1 alpha-3 of the country where a company has its headquarters. */
	companyFrom: string | null
	/** Something that cannot be undone can happen within days. */
	danger: boolean | null
	harm: Harm | null
	/** Day of the act. */
	date: Day | null
	continuing: boolean | null
	/** A person is missing since weeks at most. */
	recent: boolean | null
	/** Day of the last decision of a court or authority of the country. */
	finalDecision: Day | null
	remedies: Remedies | null
	elsewhere: readonly Elsewhere[]
	link: Link | null
	actor: Actor | null
	/** A community or group is affected. */
	group: boolean | null
	/** The person can be named to the body. */
	named: boolean | null
	/** The person, or who speaks for them, agrees. */
	consent: boolean | null
	/** Nobody is personally affected yet. */
	noVictim: boolean | null
	/** A consistent pattern, not one case. */
	pattern: boolean | null
}

/** The three required answers, and nothing else said. */
export function situationOf(country: string, categories: readonly Category[], outcome: Outcome): Situation {
	return {
		country,
		categories,
		outcome,
		nationality: null,
		by: null,
		companyFrom: null,
		danger: null,
		harm: null,
		date: null,
		continuing: null,
		recent: null,
		finalDecision: null,
		remedies: null,
		elsewhere: [],
		link: null,
		actor: null,
		group: null,
		named: null,
		consent: null,
		noVictim: null,
		pattern: null,
	}
}
