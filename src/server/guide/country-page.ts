import type { Correction } from '#contract/corrections.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { countryName } from '#server/guide/country-names.ts'
import { acceptanceChecked, factsWith, mechanisms } from '#server/guide/facts.ts'
import { expertsIn } from '#server/guide/expert-pages.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { type PageNotes, pageNotes } from '#server/guide/page-notes.ts'
import { placeOf } from '#server/guide/where-open.ts'

type Way = { id: string; name: string }

export type CountryPage = {
	code: string
	name: string
	isMember: boolean
	/** Open because this State accepted it, or belongs to a region; the day of the act where it is known. */
	open: readonly (Way & { since: Day | null })[]
	everywhere: readonly Way[]
	notOpen: readonly Way[]
	experts: readonly Way[]
	asOf: Day
}

/** What is open for one State; null when the facts know no such State. */
export function countryPage(
	language: Language,
	code: string,
	corrections: readonly Correction[] = [],
): CountryPage | null {
	const { states } = factsWith(corrections)
	const state = states[code]
	if (state === undefined) return null
	const judged = mechanisms.map((mechanism) => ({
		id: mechanism.id,
		name: mechanismTextOf(language, mechanism.id, corrections).name,
		place: placeOf(mechanism, code, states),
	}))
	const named = ({ id, name }: Way) => ({ id, name })
	return {
		code,
		name: countryName(language, code),
		isMember: state.unMember,
		open: judged.flatMap(({ id, name, place }) =>
			place.is === 'here' ? [{ id, name, since: place.since }] : [],
		),
		everywhere: judged.filter(({ place }) => place.is === 'everywhere').map(named),
		notOpen: judged.filter(({ place }) => place.is === 'not-here').map(named),
		experts: expertsIn(language, corrections)
			.filter(({ country, active }) => country === code && active)
			.map(named),
		asOf: acceptanceChecked.asOf,
	}
}

export function countryNotes(
	language: Language,
	page: CountryPage,
	corrections: readonly Correction[],
): PageNotes {
	return pageNotes(language, corrections, {
		checks: [{ of: 'acceptance', nextCheck: acceptanceChecked.nextCheck }],
		shown: page,
		speaksOf: ({ state }) => state === page.code,
	})
}
