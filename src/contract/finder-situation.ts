import * as v from 'valibot'
import { day } from '#contract/shapes.ts'
import {
	ACTORS,
	CATEGORIES,
	DOERS,
	HARMS,
	LINKS,
	MOST_CATEGORIES,
	OUTCOMES,
	REMEDIES,
	type Situation,
} from '#domain/finder/situation.ts'

const country = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u, 'an ISO 3166-1 alpha-3 code'))
const asked = <Shape extends v.GenericSchema>(shape: Shape) => v.optional(v.nullable(shape), null)

const elsewhere = v.strictObject({
	body: v.string(),
	state: v.picklist(['pending', 'finished']),
	same: asked(v.boolean()),
})

/**
 * Every answer about a situation under its name, in JSON and in the form: what is absent was not answered. `title`,
 * `note` and other words about a case are let through and mean nothing.
 */
export const finderAnswers = v.object({
	country,
	categories: v.pipe(v.array(v.picklist(CATEGORIES)), v.minLength(1), v.maxLength(MOST_CATEGORIES)),
	outcome: v.picklist(OUTCOMES),
	nationality: asked(country),
	by: asked(v.picklist(DOERS)),
	companyFrom: asked(country),
	danger: asked(v.boolean()),
	harm: asked(v.picklist(HARMS)),
	date: asked(day),
	continuing: asked(v.boolean()),
	recent: asked(v.boolean()),
	finalDecision: asked(day),
	remedies: asked(v.picklist(REMEDIES)),
	elsewhere: v.optional(v.array(elsewhere), []),
	linkUN: asked(v.picklist(LINKS)),
	actor: asked(v.picklist(ACTORS)),
	group: asked(v.boolean()),
	named: asked(v.boolean()),
	consent: asked(v.boolean()),
	noVictim: asked(v.boolean()),
	pattern: asked(v.boolean()),
})

const situation = v.object({ ...finderAnswers.entries, today: v.optional(day) })

export type ReadSituation =
	{ ok: true; situation: Situation; today: Situation['date'] } | { ok: false; wrong: readonly string[] }

/** @returns the situation and the clock to use, or what is wrong, each with the field it stands in */
export function readSituation(json: unknown): ReadSituation {
	const read = v.safeParse(situation, json)
	if (!read.success) {
		const wrong = read.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
		return { ok: false, wrong }
	}
	const { today, ...answered } = read.output
	return { ok: true, situation: situationIn(answered), today: today ?? null }
}

/** The situation that answers describe. */
export function situationIn({ linkUN, ...answered }: v.InferOutput<typeof finderAnswers>): Situation {
	return { ...answered, link: linkUN }
}
