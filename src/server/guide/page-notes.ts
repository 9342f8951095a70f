import {
	type AcceptanceCorrection,
	type Correction,
	isAboutState,
	type TextCorrection,
} from '#contract/corrections.ts'
import { leavesOf } from '#contract/editing/content-file.ts'
import type { PageNotes, ShownCorrection } from '#contract/page-notes.ts'
import { procedureOf } from '#domain/finder/procedure-of.ts'
import type { Language } from '#domain/languages.ts'
import { countryName } from '#server/guide/country-names.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'

type OnPage = {
	checks: PageNotes['checks']
	/** All it says, with what was corrected in its place. */
	shown: unknown
	/** Whether it speaks of a State's acceptance. */
	speaksOf?: (correction: AcceptanceCorrection, mechanism: string) => boolean
}

export function pageNotes(
	language: Language,
	corrections: readonly Correction[],
	{ checks, shown, speaksOf = () => false }: OnPage,
): PageNotes {
	const texts = leavesOf(shown).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
	const isShown = (one: TextCorrection) =>
		one.language === language && texts.some((text) => text.includes(one.text))
	return {
		checks,
		corrections: corrections.flatMap((one): ShownCorrection[] => {
			if (isAboutState(one)) return sayAcceptance(language, one, speaksOf)
			return isShown(one) ? [{ is: 'text', on: one.on, from: one.source, text: one.text }] : []
		}),
	}
}

/** What one correction of a State's acceptance says of each way it opens or shuts. */
export function sayAcceptance(
	language: Language,
	one: AcceptanceCorrection,
	speaksOf: NonNullable<OnPage['speaksOf']>,
): ShownCorrection[] {
	const { state, procedure, accepts, on, source: from } = one
	return mechanisms
		.filter(({ id, gates }) => procedureOf(gates) === procedure && speaksOf(one, id))
		.map(({ id }) => {
			const said = { on, from, state: countryName(language, state), way: mechanismTextOf(language, id).name }
			return accepts === false
				? { is: 'not-open', ...said }
				: { is: 'open', ...said, since: accepts === true ? null : accepts }
		})
}
