import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { findMechanisms, type Found, type Open } from '#domain/finder/find-mechanisms.ts'
import { compareWorth } from '#domain/finder/rank-mechanisms.ts'
import {
	ACTORS,
	CATEGORIES,
	DOERS,
	HARMS,
	LINKS,
	OUTCOMES,
	REMEDIES,
	type Situation,
	situationOf,
} from '#domain/finder/situation.ts'
import { finderFacts, placeOf, TODAY } from './finder-facts.ts'

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary)
const country = fc.constantFrom(...Object.keys(finderFacts.states))
const day = fc
	.date({ min: new Date('1980-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10) as Day)

const anySituation: fc.Arbitrary<Situation> = fc.record({
	country,
	categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 3 }),
	outcome: fc.constantFrom(...OUTCOMES),
	nationality: maybe(country),
	by: maybe(fc.constantFrom(...DOERS)),
	companyFrom: maybe(country),
	danger: maybe(fc.boolean()),
	harm: maybe(fc.constantFrom(...HARMS)),
	date: maybe(day),
	continuing: maybe(fc.boolean()),
	recent: maybe(fc.boolean()),
	finalDecision: maybe(day),
	remedies: maybe(fc.constantFrom(...REMEDIES)),
	elsewhere: fc.array(
		fc.record({
			body: fc.constantFrom(...finderFacts.mechanisms.map(({ id }) => id)),
			state: fc.constantFrom('pending' as const, 'finished' as const),
			same: maybe(fc.boolean()),
		}),
		{ maxLength: 3 },
	),
	link: maybe(fc.constantFrom(...LINKS)),
	actor: maybe(fc.constantFrom(...ACTORS)),
	group: maybe(fc.boolean()),
	named: maybe(fc.boolean()),
	consent: maybe(fc.boolean()),
	noVictim: maybe(fc.boolean()),
	pattern: maybe(fc.boolean()),
})

const find = (situation: Situation) => findMechanisms(situation, finderFacts, TODAY)
/** Which of several courts is proposed may hang on the order, and with it who else is. */
const outsideCourts = (group: readonly Open[]) => group.filter(({ worth }) => !worth.excludesOthers)
const openIds = ({ doFirst, doNext, longer }: Found) => [...doFirst, ...doNext, ...longer].map(({ id }) => id)

test('whatever a person answers, there is a way on', () => {
	fc.assert(
		fc.property(anySituation, (situation) => {
			expect(openIds(find(situation))).not.toEqual([])
		}),
	)
})

test('every mechanism that is not proposed for want of effect has one place, and a closed one its reason', () => {
	fc.assert(
		fc.property(anySituation, (situation) => {
			const found = find(situation)
			const everywhere = [
				...openIds(found),
				...[...found.alternatives, ...found.later, ...found.closed].map(({ id }) => id),
			]
			expect(new Set(everywhere).size).toBe(everywhere.length)
			for (const { id, reason } of [...found.later, ...found.closed])
				expect(reason === placeOf(id, found)).toBe(true)
		}),
	)
})

test('no two complaints that close each other are proposed side by side', () => {
	fc.assert(
		fc.property(anySituation, (situation) => {
			const proposed = new Set(openIds(find(situation)))
			const forums = finderFacts.mechanisms
				.filter(({ id, excludes }) => proposed.has(id) && excludes === 'legal-forum')
				.map(({ id, forum }) => forum ?? id)
			expect(new Set(forums).size).toBeLessThanOrEqual(1)
		}),
	)
})

test('the order in which facts were written down decides only between equals', () => {
	fc.assert(
		fc.property(anySituation, (situation) => {
			const reversed = { ...finderFacts, mechanisms: finderFacts.mechanisms.toReversed() }
			const one = find(situation)
			const other = findMechanisms(situation, reversed, TODAY)
			for (const group of ['doFirst', 'doNext', 'longer'] as const) {
				const others = outsideCourts(other[group])
				for (const [place, { worth }] of outsideCourts(one[group]).entries())
					expect(compareWorth(worth, others[place]?.worth ?? worth, situation).order).toBe(0)
			}
		}),
	)
})

// Whether somebody went missing lately is told by people who know the field, and no rule asks for it yet.
const ASKED = Object.keys(situationOf('COL', ['detention'], 'decision')).filter((name) => name !== 'recent')

test.each(ASKED)('what is answered to the question about %s can change the answer', (name) => {
	const matters = fc
		.sample(fc.tuple(anySituation, anySituation), { numRuns: 3000, seed: 54_24 })
		.some(([situation, { [name as keyof Situation]: other }]) => {
			const changed = { ...situation, [name]: other }
			return JSON.stringify(find(situation)) !== JSON.stringify(find(changed))
		})
	expect(matters).toBe(true)
})

test('saying that courts do not work never closes what stood open', () => {
	fc.assert(
		fc.property(anySituation, (situation) => {
			const before = find({ ...situation, remedies: 'not-tried' })
			const after = find({ ...situation, remedies: 'ineffective-or-dangerous' })
			for (const id of openIds(before))
				expect([...openIds(after), ...after.alternatives.map((one) => one.id)]).toContain(id)
		}),
	)
})
