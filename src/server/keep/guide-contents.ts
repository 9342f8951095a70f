import type { Correction } from '#contract/corrections.ts'
import { ACT_GROUPS, type ActGroup } from '#contract/act-texts.ts'
import type { MechanismDetails, MechanismText } from '#contract/guide-texts.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import type { Day } from '#domain/days.ts'
import { FAMILIES } from '#domain/finder/facts.ts'
import { type Category, CATEGORIES } from '#domain/finder/situation.ts'
import type { Language } from '#domain/languages.ts'
import { type ActOnPage, actsChecked, actsOf, testsIn } from '#server/guide/act-pages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { dangerContacts } from '#server/guide/danger-contacts.ts'
import { type ExpertOnPage, expertsChecked, expertsIn } from '#server/guide/expert-pages.ts'
import { acceptanceChecked, factsWith, mechanisms, mechanismsChecked } from '#server/guide/facts.ts'
import { type GlossaryTerm, glossaryIn } from '#server/guide/glossary.ts'
import { mechanismPage, type Openness } from '#server/guide/mechanism-page.ts'
import { pageNotes } from '#server/guide/page-notes.ts'
import { partIndex, type PartPage, partPage } from '#server/guide/part-pages.ts'
import { placeOf } from '#server/guide/where-open.ts'

/** The parts of the second layer that fit into what is carried: those a person needs in order to write. */
export type Steps = Pick<MechanismDetails, 'deadline' | 'steps' | 'write' | 'risks'>

/** One way of the guide, numbered in the order of the pages. */
export type KeptWay = {
	number: number
	id: string
	text: MechanismText
	openness: Openness
	confirmed: boolean
	steps: Steps | null
}

/** Everything of the guide in one language that can be taken along. */
export type GuideContents = {
	families: readonly { family: (typeof FAMILIES)[number]; ways: readonly KeptWay[] }[]
	/** Ways made for what happened, where there are any. */
	happenings: readonly { category: Category; ways: readonly KeptWay[] }[]
	/** Numbers of the ways that are open for every State. */
	everywhere: readonly number[]
	/** Each State with the numbers of the ways that are open for it and not for every other. */
	states: readonly { code: string; name: string; open: readonly number[] }[]
	acts: readonly { group: ActGroup; acts: readonly ActOnPage[] }[]
	tests: ReturnType<typeof testsIn>
	topics: readonly PartPage[]
	experts: readonly ExpertOnPage[]
	words: readonly GlossaryTerm[]
	danger: typeof dangerContacts
	checked: { ways: Checked; acts: Checked; experts: Checked; acceptance: Day }
}

type Checked = { checked: Day; nextCheck: Day }

/** @param corrections what the host of this site set right */
export function guideContents(language: Language, corrections: readonly Correction[]): GuideContents {
	const families = numbered(language, corrections)
	const { states } = factsWith(corrections)
	const ways = families.flatMap((family) => family.ways)
	const facts = new Map(mechanisms.map((mechanism) => [mechanism.id, mechanism]))
	return {
		families,
		happenings: CATEGORIES.flatMap((category) => {
			const made = ways.filter(({ id }) => facts.get(id)?.fit.includes(category))
			return made.length > 0 ? [{ category, ways: made }] : []
		}),
		everywhere: ways.filter(({ openness }) => openness.is === 'everywhere').map(({ number }) => number),
		states: countryNames(language).map(({ code, name }) => ({
			code,
			name,
			open: ways.flatMap(({ id, number }) => {
				const mechanism = facts.get(id)
				return mechanism !== undefined && placeOf(mechanism, code, states).is === 'here' ? [number] : []
			}),
		})),
		acts: ACT_GROUPS.map((group) => ({ group, acts: actsOf(language, group, corrections) })),
		tests: testsIn(language, corrections),
		topics: partIndex(language).flatMap(({ id }) => partPage(language, id) ?? []),
		experts: expertsIn(language, corrections),
		words: glossaryIn(language),
		danger: dangerContacts,
		checked: {
			ways: mechanismsChecked,
			acts: actsChecked,
			experts: expertsChecked,
			acceptance: acceptanceChecked.asOf,
		},
	}
}

/** What has to be said above all of it. */
export function contentsNotes(
	language: Language,
	contents: GuideContents,
	corrections: readonly Correction[],
): PageNotes {
	return pageNotes(language, corrections, {
		checks: [
			{ of: 'page', nextCheck: contents.checked.ways.nextCheck },
			{ of: 'acceptance', nextCheck: acceptanceChecked.nextCheck },
		],
		shown: contents,
		speaksOf: () => true,
	})
}

function numbered(language: Language, corrections: readonly Correction[]): GuideContents['families'] {
	const inOrder = FAMILIES.flatMap((family) =>
		mechanisms.filter((mechanism) => mechanism.family === family).map(({ id }) => ({ family, id })),
	).map((way, place) => ({ ...way, number: place + 1 }))
	return FAMILIES.map((family) => ({
		family,
		ways: inOrder.flatMap((way) => {
			const shown = way.family === family ? mechanismPage(language, way.id, corrections) : null
			if (shown === null) return []
			const { text, openness, confirmed, details } = shown
			return [{ number: way.number, id: way.id, text, openness, confirmed, steps: details }]
		}),
	}))
}
