import acceptanceFile from '#content/facts/acceptance.json' with { type: 'json' }
import mechanismsFile from '#content/facts/mechanisms.json' with { type: 'json' }
import { correctedAcceptance, type Correction } from '#contract/corrections.ts'
import {
	type AcceptanceFacts,
	acceptanceFacts,
	finderFactsOf,
	mechanismFacts,
} from '#contract/finder-facts.ts'
import { readPage } from '#contract/read-page.ts'
import type { Facts } from '#domain/finder/facts.ts'

const known = readPage(mechanismFacts, 'facts/mechanisms', mechanismsFile)
const accepted = readPage(acceptanceFacts, 'facts/acceptance', acceptanceFile)

/** Conditions, effect and sources of every mechanism. */
export const { mechanisms, sources, meta: mechanismsChecked } = known

/** Where acceptance was read, and when. */
export const acceptanceChecked = accepted.meta

/** Treaties of which it is known who joined them. */
export const acceptedTreaties = Object.keys(accepted.instruments)

type States = AcceptanceFacts['states']

/** What each State accepted, and the same as the finder reads it. */
export type AcceptedFacts = { states: States; finderFacts: Facts }

const published = asRead(accepted)

/**
 * Acceptance as this site shows it. Country pages, mechanism pages and the finder, the one on the server and the data of
 * the one in a browser, all take it from here, so that a correction of the host reaches each of them.
 */
export function factsWith(corrections: readonly Correction[]): AcceptedFacts {
	if (corrections.length === 0) return published
	const known = corrected.get(corrections) ?? asRead(correctedAcceptance(accepted, corrections))
	corrected.set(corrections, known)
	return known
}

/** The same list is asked for on every page until the host's file or the day changes. */
const corrected = new WeakMap<readonly Correction[], AcceptedFacts>()

/** What each State accepted, as the depositary showed it on the day named. */
export const { states, finderFacts } = published

function asRead(read: AcceptanceFacts): AcceptedFacts {
	return { states: read.states, finderFacts: finderFactsOf(known, read) }
}
