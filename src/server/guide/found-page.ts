import type { Correction } from '#contract/corrections.ts'
import type { Sentence } from '#contract/guide-texts.ts'
import { type Day, daysBetween } from '#domain/days.ts'
import { findMechanisms, type Alternative, type Found, type Open } from '#domain/finder/find-mechanisms.ts'
import type { Situation } from '#domain/finder/situation.ts'
import type { Language } from '#domain/languages.ts'
import { countryName } from '#server/guide/country-names.ts'
import { acceptanceChecked, factsWith, mechanisms, mechanismsChecked } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { type PageNotes, pageNotes } from '#server/guide/page-notes.ts'

/** Facts older than so many days are shown with a warning. */
const OLD_AFTER_DAYS = 180

/** One way, in words. */
export type FoundWay = Open & {
	name: string
	can: Sentence
	cannot: Sentence
	yourName: Sentence
	speed: Sentence
	languages: readonly Language[] | null
}

export type FoundPage = {
	country: string
	asOf: Day
	isOld: boolean
	isDanger: boolean
	pinned: readonly { id: string; name: string }[]
	doFirst: readonly FoundWay[]
	doNext: readonly FoundWay[]
	longer: readonly FoundWay[]
	alternatives: readonly (FoundWay & { insteadOfName: string })[]
	later: readonly (Found['later'][number] & { name: string })[]
	closed: readonly (Found['closed'][number] & { name: string })[]
	nearby: Found['nearby']
	company: Found['company']
}

/** What the finder answers, in the words of one language. */
export function foundPage(
	language: Language,
	situation: Situation,
	today: Day,
	corrections: readonly Correction[] = [],
): FoundPage {
	const { finderFacts } = factsWith(corrections)
	const found = findMechanisms(situation, finderFacts, today)
	const nameOf = (id: string) => mechanismTextOf(language, id, corrections).name
	const named = <Item extends { id: string }>(item: Item) => ({ ...item, name: nameOf(item.id) })
	const way = (open: Open) => wayOf(open, language, corrections)
	return {
		country: countryName(language, situation.country),
		asOf: finderFacts.asOf,
		isOld: daysBetween(finderFacts.asOf, today) > OLD_AFTER_DAYS,
		isDanger: situation.danger === true,
		pinned: found.pinned.map((id) => ({ id, name: nameOf(id) })),
		doFirst: found.doFirst.map(way),
		doNext: found.doNext.map(way),
		longer: found.longer.map(way),
		alternatives: found.alternatives.map((other: Alternative) => ({
			...way(other),
			insteadOfName: nameOf(other.insteadOf),
		})),
		later: found.later.map(named),
		closed: found.closed.map(named),
		nearby: found.nearby,
		company: found.company,
	}
}

export function foundNotes(
	language: Language,
	page: FoundPage,
	{ country, nationality }: Situation,
	corrections: readonly Correction[],
): PageNotes {
	return pageNotes(language, corrections, {
		checks: [
			{ of: 'page', nextCheck: mechanismsChecked.nextCheck },
			{ of: 'acceptance', nextCheck: acceptanceChecked.nextCheck },
		],
		shown: page,
		speaksOf: ({ state }) => state === country || state === nationality,
	})
}

function wayOf(open: Open, language: Language, corrections: readonly Correction[]): FoundWay {
	const { name, can, cannot, yourName, speed } = mechanismTextOf(language, open.id, corrections)
	const [canFirst] = can
	const [cannotFirst] = cannot
	const facts = mechanisms.find(({ id }) => id === open.id)
	if (canFirst === undefined || cannotFirst === undefined) throw new RangeError(`${open.id} says too little`)
	return {
		...open,
		name,
		can: canFirst,
		cannot: cannotFirst,
		yourName,
		speed,
		languages: facts?.languages ?? null,
	}
}
