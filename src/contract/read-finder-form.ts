import * as v from 'valibot'
import { finderAnswers, situationIn } from '#contract/finder-situation.ts'
import type { Situation } from '#domain/finder/situation.ts'

/** Fields a person has to mend. */
export const FORM_TROUBLES = ['country', 'categories', 'outcome', 'date', 'finalDecision'] as const
export type FormTrouble = (typeof FORM_TROUBLES)[number]

/** What was chosen, as it stands in the form: nothing is lost when something is missing. */
export type FormAnswers = Readonly<Record<string, readonly string[]>>

export type ReadForm = { answers: FormAnswers } & (
	{ situation: Situation } | { troubles: readonly FormTrouble[] }
)

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, no: false }

/**
 * Reads the form of the finder; the same on the server and in a browser. What only a bent form can hold counts as not
 * answered.
 * @param isCountry whether a code names a State the facts know
 */
export function readFinderForm(form: FormData, isCountry: (code: string) => boolean): ReadForm {
	const answers = answersOf(form)
	const told = toldIn(answers, isCountry)
	const wrong = new Set(v.safeParse(finderAnswers, told).issues?.map(({ path }) => path?.[0].key))
	const troubles = FORM_TROUBLES.filter((name) => wrong.has(name))
	if (troubles.length > 0) return { answers, troubles }
	const right = Object.entries(told).filter(([name]) => !wrong.has(name))
	return { answers, situation: situationIn(v.parse(finderAnswers, Object.fromEntries(right))) }
}

/** The form's texts as the values they stand for, each under the name of its answer. */
function toldIn(answers: FormAnswers, isCountry: (code: string) => boolean): Record<string, unknown> {
	const one = (name: string) => answers[name]?.[0] ?? null
	const named = Object.keys(finderAnswers.entries).map((name) => {
		const text = one(name)
		return [name, YES_NO[text ?? ''] ?? text] as const
	})
	const country = (name: string) => {
		const code = one(name)
		return code !== null && isCountry(code) ? code : null
	}
	const body = one('elsewhereBody')
	const pattern = one('pattern')
	return {
		...Object.fromEntries(named),
		categories: answers['categories'] ?? [],
		country: country('country'),
		nationality: country('nationality'),
		companyFrom: one('by') === 'company' ? country('companyFrom') : null,
		// Who does not know whether it ended finds what waits for it under "later", not under "closed".
		elsewhere: body === null ? [] : [{ body, state: one('elsewhereState') ?? 'pending', same: null }],
		noVictim: pattern === 'nobody' ? true : null,
		pattern: pattern === 'many' ? true : pattern === 'one' ? false : null,
	}
}

function answersOf(form: FormData): FormAnswers {
	return Object.fromEntries(
		[...new Set(form.keys())].map((name) => [
			name,
			form.getAll(name).flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : [])),
		]),
	)
}
