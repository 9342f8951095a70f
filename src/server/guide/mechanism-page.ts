import type { Correction } from '#contract/corrections.ts'
import type { StepPicture } from '#contract/drawing-facts.ts'
import type { MechanismDetails, MechanismText } from '#contract/guide-texts.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import type { Day } from '#domain/days.ts'
import type { Mechanism } from '#domain/finder/facts.ts'
import { procedureOf } from '#domain/finder/procedure-of.ts'
import type { Language } from '#domain/languages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { picturesOf } from '#server/guide/drawings.ts'
import { acceptanceChecked, factsWith, mechanisms, mechanismsChecked, sources } from '#server/guide/facts.ts'
import { documentPage, type DocumentLink } from '#server/guide/library.ts'
import { detailsOf, mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { pageNotes } from '#server/guide/page-notes.ts'
import { placeOf } from '#server/guide/where-open.ts'

/** Where a mechanism is open: everywhere, for nobody yet, or in so many States. */
export type Openness =
	{ is: 'everywhere' } | { is: 'not-in-force' } | { is: 'in'; states: number; asOf: Day; read: boolean }

export type MechanismPage = {
	id: string
	text: MechanismText
	details: MechanismDetails | null
	/** The documents its legal texts stand in, by id. */
	documents: ReadonlyMap<string, DocumentLink>
	/** Languages in which the rest is written, when it is not in the reader's. */
	detailsIn: readonly Language[]
	openness: Openness
	/** One for each step. */
	pictures: readonly StepPicture[]
	/** Counted from published decisions. */
	duration: { decisions: number; medianYears: number; middleHalfYears: readonly [number, number] } | null
	confirmed: boolean
	sources: readonly string[]
	checked: Day
	nextCheck: Day
}

/** All that one page of the guide shows; null when there is no such mechanism. */
export function mechanismPage(
	language: Language,
	id: string,
	corrections: readonly Correction[] = [],
): MechanismPage | null {
	const mechanism = mechanisms.find((one) => one.id === id)
	if (mechanism === undefined) return null
	const details = detailsOf(language, id, corrections)
	return {
		id,
		text: mechanismTextOf(language, id, corrections),
		details: 'written' in details ? details.written : null,
		documents: 'written' in details ? documentsOf(details.written, language) : new Map(),
		detailsIn: 'writtenIn' in details ? details.writtenIn : [],
		openness: opennessOf(mechanism, language, corrections),
		pictures: picturesOf('steps', id),
		duration: mechanism.duration ?? null,
		confirmed: mechanism.confirmed,
		sources: mechanism.sources.flatMap((source) => sources[source] ?? []),
		checked: mechanismsChecked.checked,
		nextCheck: mechanismsChecked.nextCheck,
	}
}

/** A correction by the host may name a document nobody has: the page then goes without that link. */
function documentsOf({ law }: MechanismDetails, language: Language): ReadonlyMap<string, DocumentLink> {
	const named = law.flatMap(({ document }) => (document === null ? [] : [documentPage(language, document)]))
	return new Map(named.flatMap((document) => (document === null ? [] : [[document.id, document] as const])))
}

export function mechanismNotes(
	language: Language,
	page: MechanismPage,
	corrections: readonly Correction[],
): PageNotes {
	const readsActs = page.openness.is === 'in' && page.openness.read
	return pageNotes(language, corrections, {
		checks: [
			{ of: 'page', nextCheck: page.nextCheck },
			...(readsActs ? [{ of: 'acceptance' as const, nextCheck: acceptanceChecked.nextCheck }] : []),
		],
		shown: [page.text, page.details],
		speaksOf: (_, mechanism) => mechanism === page.id,
	})
}

function opennessOf(mechanism: Mechanism, language: Language, corrections: readonly Correction[]): Openness {
	if (mechanism.notInForce === true) return { is: 'not-in-force' }
	const { regional } = mechanism.gates
	const read = procedureOf(mechanism.gates) !== undefined
	if (!read && regional === undefined) return { is: 'everywhere' }
	const { states } = factsWith(corrections)
	const open = countryNames(language).filter(({ code }) => placeOf(mechanism, code, states).is === 'here')
	return {
		is: 'in',
		states: open.length,
		asOf: read ? acceptanceChecked.asOf : acceptanceChecked.checked,
		read,
	}
}
