import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import { readFinderFacts } from '#contract/finder-facts.ts'
import type { Day } from '#domain/days.ts'
import type { Facts } from '#domain/finder/facts.ts'
import { findMechanisms, type Found } from '#domain/finder/find-mechanisms.ts'
import { type Situation, situationOf } from '#domain/finder/situation.ts'

export const finderFacts: Facts = readFinderFacts(mechanisms, acceptance)

export const TODAY = '2026-11-21' as Day

/** A detention in Colombia, unless said otherwise. */
export function found(answers: Partial<Situation>, today = TODAY): Found {
	return findMechanisms({ ...situationOf('COL', ['detention'], 'decision'), ...answers }, finderFacts, today)
}

/** What became of one mechanism: the group it stands in, or why it does not. */
export function placeOf(id: string, { doFirst, doNext, longer, alternatives, later, closed }: Found): string {
	for (const [group, list] of Object.entries({ doFirst, doNext, longer, alternatives }))
		if (list.some((one) => one.id === id)) return group
	return [...later, ...closed].find((one) => one.id === id)?.reason ?? 'without effect'
}

/** What a person is told about a mechanism that is open. */
export function notesOf(id: string, { doFirst, doNext, longer, alternatives }: Found): string[] {
	const open = [...doFirst, ...doNext, ...longer, ...alternatives].find((one) => one.id === id)
	return open?.notes.map(({ say }) => say) ?? []
}
