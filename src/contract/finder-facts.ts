import * as v from 'valibot'
import { day } from '#contract/shapes.ts'
import { FAMILIES, type Facts, PROCEDURES, REGIONS, SPEEDS, type StateFacts } from '#domain/finder/facts.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { ACTORS, CATEGORIES, HARMS, LINKS, OUTCOMES } from '#domain/finder/situation.ts'

// What content/facts/mechanisms.json and content/facts/acceptance.json have to hold. Read when pages are built and when
// the server starts: a faulty fact stops both.

const category = v.picklist(CATEGORIES)
const effect = v.picklist([0, 1, 2, 3])
const country = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u))
const flag = v.exactOptional(v.literal(true))

const timeLimit = v.variant('kind', [
	v.strictObject({ kind: v.literal('none') }),
	v.strictObject({ kind: v.literal('soft'), years: v.nullable(v.number()) }),
	v.strictObject({ kind: v.literal('hard'), months: v.number() }),
])

const gates = v.strictObject({
	accepts: v.exactOptional(v.picklist(PROCEDURES)),
	acceptsTerritoryOrNationality: v.exactOptional(v.picklist(PROCEDURES)),
	factsAfter: v.exactOptional(v.picklist(PROCEDURES)),
	partyAny: flag,
	regional: v.exactOptional(v.picklist(REGIONS)),
	orCompanyFrom: v.exactOptional(v.picklist(REGIONS)),
	actors: v.exactOptional(v.array(v.picklist(ACTORS))),
	organisationsIn: v.exactOptional(v.array(country)),
	categories: v.exactOptional(v.union([v.literal('civil-political'), v.array(category)])),
	links: v.exactOptional(v.union([v.literal('any-un'), v.array(v.picklist(LINKS))])),
	danger: flag,
	harms: v.exactOptional(v.array(v.picklist(HARMS))),
	named: flag,
	consent: flag,
	victim: flag,
	pattern: flag,
	group: flag,
	remedies: v.exactOptional(v.picklist(['exhausted-or-excused', 'show-attempt', 'report-if-possible'])),
	timeLimit: v.exactOptional(timeLimit),
	elsewhere: v.exactOptional(
		v.picklist([
			'pending',
			'pending-unless-reservation-then-examined',
			'pending-or-examined',
			'settled',
			'being-dealt-with',
			'same-nature-pending',
			'only-by-declaration',
		]),
	),
})

const mechanism = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/u)),
	family: v.picklist(FAMILIES),
	gates,
	impact: v.strictObject(v.entriesFromList(OUTCOMES, effect)),
	interim: v.exactOptional(
		v.strictObject({ when: v.array(v.picklist(HARMS)), impact: effect, speed: v.picklist(SPEEDS) }),
	),
	speed: v.picklist(SPEEDS),
	binding: v.picklist([0, 1, 2]),
	effort: v.picklist([1, 2, 3]),
	excludes: v.exactOptional(v.picklist(['legal-forum', 'disappearance-search'])),
	forum: v.exactOptional(v.string()),
	fit: v.array(v.union([category, v.picklist(LINKS)])),
	pin: flag,
	notInForce: flag,
	/** Counted from published decisions; the middle half in years. */
	duration: v.exactOptional(
		v.strictObject({
			decisions: v.number(),
			medianYears: v.number(),
			middleHalfYears: v.tuple([v.number(), v.number()]),
		}),
	),
	/** Languages in which it takes a text; absent when no source was read. */
	languages: v.exactOptional(v.array(v.picklist(LANGUAGES))),
	confirmed: v.boolean(),
	sources: v.array(v.string()),
})

const kept = { checked: day, nextCheck: day, owner: v.string(), title: v.string(), note: v.string() }

export const mechanismFacts = v.strictObject({
	meta: v.strictObject(kept),
	sources: v.record(v.string(), v.string()),
	mechanisms: v.array(mechanism),
})
export type MechanismFacts = v.InferOutput<typeof mechanismFacts>

const act = v.union([day, v.literal(false)])

const state = v.strictObject({
	unMember: v.boolean(),
	party: v.record(v.string(), act),
	accepts: v.strictObject(v.entriesFromList(PROCEDURES, v.union([day, v.boolean()]))),
	regional: v.strictObject(v.entriesFromList(REGIONS, v.boolean())),
	limits: v.strictObject({
		examinedElsewhere: flag,
		cerdElsewhere: flag,
		cerdMonths: v.exactOptional(v.number()),
	}),
	notes: v.array(v.string()),
})

const start = v.strictObject({ inForce: day, days: v.number(), months: v.number() })

export const acceptanceFacts = v.strictObject({
	meta: v.strictObject({
		...kept,
		asOf: day,
		source: v.string(),
		coverage: v.string(),
		regionalSources: v.record(v.string(), v.string()),
	}),
	instruments: v.record(
		v.string(),
		v.strictObject({
			name: v.string(),
			inForce: day,
			untc: v.string(),
			/** Day the depositary's page showed, where it was read after the others. */
			asOf: v.exactOptional(day),
		}),
	),
	starts: v.strictObject(v.entriesFromList(PROCEDURES, v.exactOptional(start))),
	states: v.record(country, state),
})
export type AcceptanceFacts = v.InferOutput<typeof acceptanceFacts>

/** @throws v.ValiError when a fact is not as the finder needs it */
export function readFinderFacts(mechanisms: unknown, acceptance: unknown): Facts {
	return finderFactsOf(v.parse(mechanismFacts, mechanisms), v.parse(acceptanceFacts, acceptance))
}

/** What the finder needs of facts that were read already. */
export function finderFactsOf(
	{ mechanisms }: MechanismFacts,
	{ meta, starts, states }: AcceptanceFacts,
): Facts {
	return {
		asOf: meta.asOf,
		mechanisms,
		starts,
		states: Object.fromEntries(Object.entries(states).map(([code, told]) => [code, boundOf(told)])),
	}
}

function boundOf({ party, accepts, regional, limits }: AcceptanceFacts['states'][string]): StateFacts {
	return {
		isParty: Object.values(party).some((act) => act !== false),
		accepts: Object.fromEntries(Object.entries(accepts).filter(([, act]) => act !== false)),
		regional: REGIONS.filter((region) => regional[region]),
		limits,
	}
}
