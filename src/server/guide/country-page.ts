import type { Correction } from '#contract/corrections.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import type { Day } from '#domain/days.ts'
import type { Mechanism } from '#domain/finder/facts.ts'
import { procedureOf } from '#domain/finder/procedure-of.ts'
import type { Language } from '#domain/languages.ts'
import { countryName } from '#server/guide/country-names.ts'
import { acceptanceChecked, factsWith, mechanisms } from '#server/guide/facts.ts'
import { expertsIn } from '#server/guide/expert-pages.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { treatiesIn } from '#server/guide/treaties.ts'
import { pageNotes } from '#server/guide/page-notes.ts'
import { placeOf } from '#server/guide/where-open.ts'

type Way = { id: string; name: string }

/** Why a mechanism is open for one State: by an act of acceptance, whose day may not be known, or by its region. */
type OpenWay = Way & { by: 'acceptance' | 'region'; since: Day | null }

export type CountryPage = {
	code: string
	name: string
	isMember: boolean
	open: readonly OpenWay[]
	everywhere: readonly Way[]
	/** Closed only because this State has not accepted it. */
	couldOpen: readonly Way[]
	/** Made for other regions, or not in force for anybody. */
	notHere: readonly Way[]
	/** Treaties it is a party to; what they open is open for this State. */
	joined: readonly { code: string; name: string; since: Day; opens: readonly Way[] }[]
	notJoined: readonly string[]
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
		byAcceptance: isByAcceptance(mechanism),
	}))
	const named = ({ id, name }: Way) => ({ id, name })
	const open = judged.flatMap(({ id, name, place, byAcceptance }): OpenWay[] =>
		place.is === 'here' ? [{ id, name, by: byAcceptance ? 'acceptance' : 'region', since: place.since }] : [],
	)
	const closed = judged.filter(({ place }) => place.is === 'not-here')
	const treaties = treatiesIn(language).map((treaty) => ({
		...treaty,
		since: state.party[treaty.code] ?? false,
	}))
	return {
		code,
		name: countryName(language, code),
		isMember: state.unMember,
		open,
		everywhere: judged.filter(({ place }) => place.is === 'everywhere').map(named),
		couldOpen: closed.filter(({ byAcceptance }) => byAcceptance).map(named),
		notHere: closed.filter(({ byAcceptance }) => !byAcceptance).map(named),
		joined: treaties.flatMap(({ code: treaty, name, since, opens }) =>
			since === false
				? []
				: [{ code: treaty, name, since, opens: open.filter(({ id }) => opens.includes(id)).map(named) }],
		),
		notJoined: treaties.filter(({ since }) => since === false).map(({ name }) => name),
		experts: expertsIn(language, corrections)
			.filter(({ country, active }) => country === code && active)
			.map(named),
		asOf: acceptanceChecked.asOf,
	}
}

/** Whether a State opens it by accepting it; one that is not in force opens for nobody. */
function isByAcceptance({ gates, notInForce }: Mechanism): boolean {
	return notInForce !== true && procedureOf(gates) !== undefined
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
