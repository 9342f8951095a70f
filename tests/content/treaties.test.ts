import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import facts from '#content/facts/treaties.json' with { type: 'json' }
import { treatyFacts, treatyNames } from '#contract/treaty-facts.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { finderFacts } from './finder-facts.ts'

const { treaties } = v.parse(treatyFacts, facts)

test('every treaty States are asked about is shown, and no other', () => {
	expect(Object.keys(treaties).toSorted()).toEqual(Object.keys(acceptance.instruments).toSorted())
})

test('whatever opens by acceptance stands with the one treaty that sets it up', () => {
	const accepted = finderFacts.mechanisms.filter(
		({ gates }) => (gates.accepts ?? gates.acceptsTerritoryOrNationality) !== undefined,
	)
	expect(
		Object.values(treaties)
			.flatMap(({ opens }) => opens)
			.toSorted(),
	).toEqual(accepted.map(({ id }) => id).toSorted())
})

test('no State accepted a procedure of a treaty it has not joined', () => {
	const procedures = new Map(finderFacts.mechanisms.map(({ id, gates }) => [id, gates]))
	const wrong = Object.entries(acceptance.states).flatMap(([state, { party, accepts }]) =>
		Object.entries(treaties).flatMap(([treaty, { opens }]) =>
			opens
				.filter((id) => {
					const gates = procedures.get(id)
					const procedure = gates?.accepts ?? gates?.acceptsTerritoryOrNationality ?? expect.fail(id)
					return accepts[procedure] !== false && new Map(Object.entries(party)).get(treaty) === false
				})
				.map((id) => `${state} ${treaty} ${id}`),
		),
	)
	expect(wrong).toEqual([])
})

test.each(LANGUAGES)('every treaty has a name in %s, from the library or of its own', (language) => {
	const file = (name: string): unknown =>
		JSON.parse(readFileSync(`content/${language}/guide/${name}.json`, 'utf8'))
	const documents = v.parse(v.record(v.string(), v.object({ title: v.string() })), file('library'))
	const names = v.parse(treatyNames, file('treaties'))
	for (const [code, { document }] of Object.entries(treaties))
		expect(document === null ? names[code] : documents[document]?.title, code).toBeTruthy()
})
