import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readSituation } from '#contract/finder-situation.ts'
import { findMechanisms, type Found } from '#domain/finder/find-mechanisms.ts'
import { compareWorth } from '#domain/finder/rank-mechanisms.ts'
import { finderFacts } from './finder-facts.ts'
import cases from './finder-cases.json' with { type: 'json' }

// Situations people really come with, put together from published cases, and what a practitioner would answer.

const expected = v.strictObject({
	top: v.array(v.string()),
	also: v.optional(v.array(v.string()), []),
	alts: v.optional(v.array(v.string()), []),
	pinned: v.optional(v.array(v.string()), []),
	later: v.optional(v.record(v.string(), v.string()), {}),
	blocked: v.optional(v.record(v.string(), v.string()), {}),
})

test.for(cases.map((one) => [one.id, one.title, one] as const))('%s: %s', ([, , one]) => {
	const read = readSituation(one)
	if (!read.ok || read.today === null) throw new Error('a case has to be readable and needs its clock')
	const { situation, today } = read
	const found = findMechanisms(situation, finderFacts, today)
	const want = v.parse(expected, one.expect)
	const order = inOrder(found, situation)
	expect(order.slice(0, want.top.length)).toEqual(want.top)
	for (const id of want.also) expect(order).toContain(id)
	for (const id of want.alts) expect(found.alternatives.map((other) => other.id)).toContain(id)
	expect(found.pinned).toEqual(want.pinned)
	expect(reasonsOf(found.later)).toMatchObject(want.later)
	expect(reasonsOf(found.closed)).toMatchObject(want.blocked)
})

/** All that is proposed, best first whatever the time it takes. */
function inOrder(
	{ doFirst, doNext, longer }: Found,
	situation: Parameters<typeof compareWorth>[2],
): string[] {
	const place = new Map(finderFacts.mechanisms.map(({ id }, at) => [id, at]))
	return [...doFirst, ...doNext, ...longer]
		.toSorted(
			(one, other) =>
				compareWorth(one.worth, other.worth, situation).order ||
				(place.get(one.id) ?? 0) - (place.get(other.id) ?? 0),
		)
		.map(({ id }) => id)
}

function reasonsOf(list: readonly { id: string; reason: string }[]): Record<string, string> {
	return Object.fromEntries(list.map(({ id, reason }) => [id, reason]))
}
