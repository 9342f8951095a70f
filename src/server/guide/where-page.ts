import * as v from 'valibot'
import regionsFile from '#content/facts/regions.json' with { type: 'json' }
import { regionFacts, UN_REGIONS, type UnRegion } from '#contract/drawing-facts.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { mechanisms, states } from '#server/guide/facts.ts'
import { opennessOf } from '#server/guide/mechanism-page.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { placeOf } from '#server/guide/where-open.ts'

const { regions } = v.parse(regionFacts, regionsFile)

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
}

/** Where a mechanism is open, State by State; null when there is none such, or when it is the same everywhere. */
export function wherePage(language: Language, id: string): WherePage | null {
	const mechanism = mechanisms.find((one) => one.id === id)
	if (mechanism === undefined) return null
	const openness = opennessOf(mechanism, language)
	if (openness.is !== 'in') return null
	const tiles = countryNames(language).map(({ code, name }) => ({
		code,
		name,
		isOpen: placeOf(mechanism, code).is === 'here',
	}))
	return {
		id,
		name: mechanismTextOf(language, id).name,
		regions: UN_REGIONS.map((region) => {
			const inside = tiles.filter(({ code }) => regions[region].includes(code))
			return { region, open: inside.filter(({ isOpen }) => isOpen).length, tiles: inside }
		}),
		others: tiles.filter(({ code, isOpen }) => isOpen && states[code]?.unMember === false),
		asOf: openness.asOf,
		read: openness.read,
	}
}
