import regionsFile from '#content/facts/regions.json' with { type: 'json' }
import type { Correction } from '#contract/corrections.ts'
import { regionFacts, UN_REGIONS, type UnRegion } from '#contract/drawing-facts.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import { readPage } from '#contract/read-page.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { factsWith, mechanisms } from '#server/guide/facts.ts'
import { mechanismNotes, mechanismPage } from '#server/guide/mechanism-page.ts'
import { placeOf } from '#server/guide/where-open.ts'

const { regions } = readPage(regionFacts, 'facts/regions', regionsFile)

/** One State in the grid. */
export type Tile = { code: string; name: string; isOpen: boolean }

export type WherePage = {
	id: string
	name: string
	regions: readonly { region: UnRegion; open: number; tiles: readonly Tile[] }[]
	/** States for which it is open without membership. */
	others: readonly Tile[]
	asOf: Day
	/** Whether the list was read from the depositary. */
	read: boolean
	notes: PageNotes
}

/** Where a mechanism is open, State by State; null when there is none such, or when it is the same everywhere. */
export function wherePage(
	language: Language,
	id: string,
	corrections: readonly Correction[],
): WherePage | null {
	const mechanism = mechanisms.find((one) => one.id === id)
	const page = mechanismPage(language, id, corrections)
	if (mechanism === undefined || page?.openness.is !== 'in') return null
	const { states } = factsWith(corrections)
	const tiles = countryNames(language).map(({ code, name }) => ({
		code,
		name,
		isOpen: placeOf(mechanism, code, states).is === 'here',
	}))
	return {
		id,
		name: page.text.name,
		regions: UN_REGIONS.map((region) => {
			const inside = tiles.filter(({ code }) => regions[region].includes(code))
			return { region, open: inside.filter(({ isOpen }) => isOpen).length, tiles: inside }
		}),
		others: tiles.filter(({ code, isOpen }) => isOpen && states[code]?.unMember === false),
		asOf: page.openness.asOf,
		read: page.openness.read,
		notes: mechanismNotes(language, page, corrections),
	}
}
