import * as v from 'valibot'
import acceptanceFile from '#content/facts/acceptance.json' with { type: 'json' }
import mechanismsFile from '#content/facts/mechanisms.json' with { type: 'json' }
import { acceptanceFacts, mechanismFacts, readFinderFacts } from '#contract/finder-facts.ts'

/** Conditions, effect and sources of every mechanism. */
export const { mechanisms, sources, meta: mechanismsChecked } = v.parse(mechanismFacts, mechanismsFile)

/** What each State accepted, as the depositary showed it on the day named. */
export const { states, meta: acceptanceChecked } = v.parse(acceptanceFacts, acceptanceFile)

/** The same, as the finder reads it. */
export const finderFacts = readFinderFacts(mechanismsFile, acceptanceFile)
