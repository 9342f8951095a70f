import * as v from 'valibot'
import type { AcceptanceFacts } from '#contract/finder-facts.ts'
import { sayIssue } from '#contract/read-page.ts'
import { day } from '#contract/shapes.ts'
import type { Day } from '#domain/days.ts'
import { PROCEDURES } from '#domain/finder/facts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { sentencesOf } from '#domain/reading/measure.ts'

// What DATA_DIR/corrections.json has to hold: a list. Each entry sets one thing right until a day, because a new release
// of the guide is not here yet. See docs/corrections.md.

const text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(600))

const stated = {
	/** Who corrected it; not shown on pages. */
	by: text,
	/** Day on which it was corrected. */
	on: day,
	/** Where the host read it. */
	source: text,
	/** Last day on which it holds. */
	until: day,
}

const acceptanceCorrection = v.strictObject({
	state: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u)),
	procedure: v.picklist(PROCEDURES),
	/** Day of the act; true when it is not known; false: not accepted, or withdrawn. */
	accepts: v.union([day, v.boolean()]),
	...stated,
})
export type AcceptanceCorrection = v.InferOutput<typeof acceptanceCorrection>

const textCorrection = v.strictObject({
	/** File of the guide: `mechanisms/ua_ced`, `acts`, `rights`, `mandates`. */
	page: v.pipe(v.string(), v.regex(/^(?:mechanisms\/[a-z0-9_]+|acts|rights|mandates)$/u)),
	language: v.picklist(LANGUAGES),
	/** One sentence, or a whole text, as it stands there. */
	replaces: text,
	text,
	...stated,
})
export type TextCorrection = v.InferOutput<typeof textCorrection>

export type Correction = AcceptanceCorrection | TextCorrection

const correction = v.pipe(
	v.union([acceptanceCorrection, textCorrection]),
	v.check(({ on, until }) => on <= until, 'ends before it begins'),
)

export type ReadCorrections = { corrections: readonly Correction[]; faults: readonly string[] }

/** What can be used, and one line on each entry that cannot. A faulty entry spoils no other. */
export function readCorrections(json: unknown): ReadCorrections {
	if (!Array.isArray(json)) return { corrections: [], faults: ['the whole: must be a list'] }
	const read = json.map((entry: unknown, at) => ({ at: at + 1, parsed: v.safeParse(correction, entry) }))
	return {
		corrections: read.flatMap(({ parsed }) => (parsed.success ? [parsed.output] : [])),
		faults: read.flatMap(({ at, parsed }) =>
			parsed.success ? [] : parsed.issues.map((issue) => `entry ${String(at)}: ${sayIssue(deepest(issue))}`),
		),
	}
}

/** Of an entry that is neither: what is wrong with the kind it comes nearer to. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
	return (
		issue.issues?.toSorted((one, other) => (other.path?.length ?? 0) - (one.path?.length ?? 0))[0] ?? issue
	)
}

export function isAboutState(correction: Correction): correction is AcceptanceCorrection {
	return 'state' in correction
}

export function inForce(corrections: readonly Correction[], today: Day): readonly Correction[] {
	return corrections.filter(({ until }) => until >= today)
}

/** Facts with what the host knows better; States nobody knows stay unknown. */
export function correctedAcceptance(
	facts: AcceptanceFacts,
	corrections: readonly Correction[],
): AcceptanceFacts {
	const states = { ...facts.states }
	for (const { state, procedure, accepts } of corrections.filter(isAboutState)) {
		const known = states[state]
		if (known !== undefined) states[state] = { ...known, accepts: { ...known.accepts, [procedure]: accepts } }
	}
	return { ...facts, states }
}

/** Corrections of one file of the guide in one language. */
export function correctionsOf(
	corrections: readonly Correction[],
	language: Language,
	page: string,
): readonly TextCorrection[] {
	return corrections.filter(
		(one): one is TextCorrection => !isAboutState(one) && one.language === language && one.page === page,
	)
}

/** A file of the guide, not yet checked, with sentences the host corrected. */
export function correctedTexts(json: unknown, corrections: readonly TextCorrection[]): unknown {
	if (typeof json === 'string')
		return corrections.reduce(
			(shown, one) => (holds(shown, one) ? shown.replace(one.replaces, () => one.text) : shown),
			json,
		)
	if (Array.isArray(json)) return json.map((inner: unknown) => correctedTexts(inner, corrections))
	if (typeof json !== 'object' || json === null) return json
	return Object.fromEntries(
		Object.entries(json).map(([key, inner]) => [key, correctedTexts(inner, corrections)]),
	)
}

/** Whole texts and whole sentences only: a word would be replaced where nobody meant it. */
function holds(shown: string, { replaces, language }: TextCorrection): boolean {
	return shown === replaces || sentencesOf(shown, language).includes(replaces)
}
