import * as v from 'valibot'
import { type Day, isDay } from '#domain/days.ts'
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

/** Fields a person has to mend. */
export const FORM_TROUBLES = ['country', 'categories', 'outcome', 'date', 'finalDecision'] as const
export type FormTrouble = (typeof FORM_TROUBLES)[number]

/** What was chosen, as it stands in the form: nothing is lost when something is missing. */
export type FormAnswers = Readonly<Record<string, readonly string[]>>

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, no: false }

/**
 * Reads the form of the finder; the same on the server and in a browser.
 * @param isCountry whether a code names a State the facts know
 */
export function readFinderForm(
	form: FormData,
	isCountry: (code: string) => boolean,
): { answers: FormAnswers } & ({ situation: Situation } | { troubles: readonly FormTrouble[] }) {
	const answers = answersOf(form)
	const one = (name: string) => answers[name]?.[0] ?? null
	const pick = <Option extends string>(name: string, options: readonly Option[]) => {
		const read = v.safeParse(v.picklist(options), one(name))
		return read.success ? read.output : null
	}
	const yesNo = (name: string) => YES_NO[one(name) ?? ''] ?? null
	const country = countryIn(one('country'), isCountry)
	const categories = (answers['categories'] ?? []).flatMap((name) => CATEGORIES.filter((one) => one === name))
	const outcome = pick('outcome', OUTCOMES)
	const date = dayIn(one('date'))
	const finalDecision = dayIn(one('finalDecision'))
	if (
		country === null ||
		!isFew(categories) ||
		outcome === null ||
		date === NO_DAY ||
		finalDecision === NO_DAY
	) {
		const wrong: Record<FormTrouble, boolean> = {
			country: country === null,
			categories: !isFew(categories),
			outcome: outcome === null,
			date: date === NO_DAY,
			finalDecision: finalDecision === NO_DAY,
		}
		return { answers, troubles: FORM_TROUBLES.filter((name) => wrong[name]) }
	}
	const pattern = one('pattern')
	const situation: Situation = {
		country,
		categories,
		outcome,
		nationality: countryIn(one('nationality'), isCountry),
		by: pick('by', DOERS),
		companyFrom: null,
		danger: yesNo('danger'),
		harm: pick('harm', HARMS),
		date,
		continuing: yesNo('continuing'),
		recent: null,
		finalDecision,
		remedies: pick('remedies', REMEDIES),
		elsewhere: [],
		link: pick('link', LINKS),
		actor: pick('actor', ACTORS),
		group: null,
		named: yesNo('named'),
		consent: null,
		noVictim: pattern === 'nobody' ? true : null,
		pattern: pattern === 'many' ? true : pattern === 'one' ? false : null,
	}
	return { answers, situation }
}

function answersOf(form: FormData): FormAnswers {
	return Object.fromEntries(
		[...new Set(form.keys())].map((name) => [
			name,
			form.getAll(name).flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : [])),
		]),
	)
}

const NO_DAY = 'no day'

/** Null when nothing was said. */
function dayIn(text: string | null): Day | null | typeof NO_DAY {
	if (text === null) return null
	return isDay(text) ? text : NO_DAY
}

function countryIn(code: string | null, isCountry: (code: string) => boolean): string | null {
	return code !== null && isCountry(code) ? code : null
}

function isFew({ length }: readonly unknown[]): boolean {
	return length > 0 && length <= MOST_CATEGORIES
}
