import type { Sentence } from '#contract/guide-texts.ts'
import type { PageNotes, ShownCorrection } from '#contract/page-notes.ts'
import { type Day, daysBetween } from '#domain/days.ts'
import type { Facts } from '#domain/finder/facts.ts'
import { findMechanisms, type Alternative, type Found, type Open } from '#domain/finder/find-mechanisms.ts'
import type { Situation } from '#domain/finder/situation.ts'
import type { Language } from '#domain/languages.ts'

// The answer of the finder in words. The server and a browser that keeps the answers to itself make it out of the same
// facts and the same texts.

/** Facts older than so many days are shown with a warning. */
const OLD_AFTER_DAYS = 180

/** What an answer says of one mechanism. */
export type WayText = {
	name: string
	can: Sentence
	cannot: Sentence
	yourName: Sentence
	speed: Sentence
	/** In which it takes a text; null when no source was read. */
	languages: readonly Language[] | null
}

/** All the finder needs: rules are code, this is what they judge by and what is said. */
export type FinderData = {
	facts: Facts
	ways: Readonly<Record<string, WayText>>
	/** When what is said here has to be read again. */
	checks: PageNotes['checks']
	/** What the host set right; of one State, or of the texts. */
	corrected: readonly { state: string | null; shown: ShownCorrection }[]
}

/** One way, in words. */
export type FoundWay = Open & WayText

export type FoundPage = {
	notes: PageNotes
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

/**
 * What the finder answers, in the words of one language.
 * @throws RangeError when nothing is said of a mechanism the facts name
 */
export function foundPage(data: FinderData, situation: Situation, today: Day): FoundPage {
	const { facts, ways } = data
	const found = findMechanisms(situation, facts, today)
	const textOf = (id: string) => {
		const text = ways[id]
		if (text === undefined) throw new RangeError(`nothing is said of ${id}`)
		return text
	}
	const named = <Item extends { id: string }>(item: Item) => ({ ...item, name: textOf(item.id).name })
	const way = (open: Open) => ({ ...open, ...textOf(open.id) })
	const answer: Omit<FoundPage, 'notes'> = {
		asOf: facts.asOf,
		isOld: daysBetween(facts.asOf, today) > OLD_AFTER_DAYS,
		isDanger: situation.danger === true,
		pinned: found.pinned.map((id) => named({ id })),
		doFirst: found.doFirst.map(way),
		doNext: found.doNext.map(way),
		longer: found.longer.map(way),
		alternatives: found.alternatives.map((other: Alternative) => ({
			...way(other),
			insteadOfName: textOf(other.insteadOf).name,
		})),
		later: found.later.map(named),
		closed: found.closed.map(named),
		nearby: found.nearby,
		company: found.company,
	}
	return { ...answer, notes: notesOn(answer, data, situation) }
}

/** What the host set right in what is shown. */
function notesOn(answer: unknown, { checks, corrected }: FinderData, situation: Situation): PageNotes {
	const said = JSON.stringify(answer)
	const isAbout = ({ state, shown }: FinderData['corrected'][number]) => {
		if (shown.is === 'text') return said.includes(JSON.stringify(shown.text).slice(1, -1))
		return state === situation.country || state === situation.nationality
	}
	return { checks, corrections: corrected.filter(isAbout).map(({ shown }) => shown) }
}
