import * as v from 'valibot'
import acceptanceFile from '#content/facts/acceptance.json' with { type: 'json' }
import mechanismsFile from '#content/facts/mechanisms.json' with { type: 'json' }
import { acceptanceFacts, finderFactsOf, mechanismFacts } from '#contract/finder-facts.ts'

const known = v.parse(mechanismFacts, mechanismsFile)
const accepted = v.parse(acceptanceFacts, acceptanceFile)

/** Conditions, effect and sources of every mechanism. */
export const { mechanisms, sources, meta: mechanismsChecked } = known

/** What each State accepted, as the depositary showed it on the day named. */
export const { states, meta: acceptanceChecked } = accepted

/** Treaties of which it is known who joined them. */
export const acceptedTreaties = Object.keys(accepted.instruments)

/** The same, as the finder reads it. */
export const finderFacts = finderFactsOf(known, accepted)
