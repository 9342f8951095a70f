import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import { readContent } from '#cli/content/read-content.ts'
import {
	correctedAcceptance,
	correctedTexts,
	inForce,
	type ReadCorrections,
	readCorrections,
} from '#contract/corrections.ts'
import { idleCorrections } from '#contract/editing/idle-corrections.ts'
import { acceptanceFacts, finderFactsOf, mechanismFacts } from '#contract/finder-facts.ts'
import type { Day } from '#domain/days.ts'
import { PROCEDURES } from '#domain/finder/facts.ts'
import { findMechanisms } from '#domain/finder/find-mechanisms.ts'
import { situationOf } from '#domain/finder/situation.ts'
import { placeOf, TODAY } from './finder-facts.ts'

const facts = v.parse(acceptanceFacts, acceptance)
const stated = { by: 'Ruth', on: '2026-11-20', source: 'C.N.123.2026', until: '2027-02-01' }
const opened = { state: 'COL', procedure: 'ic_cescr', accepts: '2020-01-01', ...stated }
const reworded = { page: 'mechanisms/ua_ced', language: 'en', replaces: 'x', text: 'y', ...stated }

const usable = (...entries: object[]): ReadCorrections['corrections'] => {
	const { corrections, faults } = readCorrections(entries)
	expect(faults).toEqual([])
	return corrections
}

test('a faulty entry is told and left out, and spoils no other', () => {
	const { corrections, faults } = readCorrections([
		opened,
		{ ...opened, procedure: 'ic_nothing' },
		{ ...reworded, until: 'soon' },
		{ ...opened, until: '2026-01-01' },
		{ ...reworded, replaces: ' ' },
		'open Colombia',
		reworded,
	])
	expect(corrections).toEqual([opened, reworded])
	expect(faults.map((fault) => fault.replace(/:.*/, ''))).toEqual(
		expect.arrayContaining(['entry 2', 'entry 3', 'entry 4', 'entry 5', 'entry 6']),
	)
	expect(faults.join('\n')).toContain('procedure')
	expect(faults.join('\n')).toContain('ends before it begins')
})

test('whatever stands in the file, reading it never fails', () => {
	const entry = fc.oneof(
		fc.jsonValue(),
		fc.jsonValue().map((bent) => ({ ...opened, accepts: bent })),
		fc.jsonValue().map((bent) => ({ ...reworded, text: bent })),
	)
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), fc.array(entry)), (json) => {
			const { corrections, faults } = readCorrections(json)
			if (Array.isArray(json)) expect(corrections.length + faults.length).toBeGreaterThanOrEqual(json.length)
			expect(correctedAcceptance(facts, corrections).states).toHaveProperty('COL')
		}),
	)
})

test('one cell is corrected and no other', () => {
	const codes = Object.keys(facts.states)
	const cell = fc.record({
		state: fc.constantFrom(...codes),
		procedure: fc.constantFrom(...PROCEDURES),
		accepts: fc.constantFrom(true, false, '2020-02-29'),
	})
	fc.assert(
		fc.property(cell, (changed) => {
			const { states } = correctedAcceptance(facts, usable({ ...changed, ...stated }))
			for (const code of codes)
				for (const procedure of PROCEDURES)
					expect(states[code]?.accepts[procedure]).toBe(
						code === changed.state && procedure === changed.procedure
							? changed.accepts
							: facts.states[code]?.accepts[procedure],
					)
		}),
		{ numRuns: 8 },
	)
})

test('who asks the finder is sent through a door the host knows to be open, and not through one it knows to be shut', () => {
	const known = v.parse(mechanismFacts, mechanisms)
	const asked = { ...situationOf('MEX', ['disappearance'], 'decision'), remedies: 'finished' } as const
	const place = (...entries: object[]) =>
		placeOf(
			'ic_ced',
			findMechanisms(asked, finderFactsOf(known, correctedAcceptance(facts, usable(...entries))), TODAY),
		)
	const cell = { ...opened, state: 'MEX', procedure: 'ic_ced' }
	expect(['doNext', 'longer', 'alternatives']).toContain(place())
	expect(place({ ...cell, accepts: false })).toBe('not-accepted')
})

test('a correction holds through its last day and not after', () => {
	const corrections = usable(opened)
	expect(inForce(corrections, '2027-02-01' as Day)).toEqual(corrections)
	expect(inForce(corrections, '2027-02-02' as Day)).toEqual([])
})

test('a sentence is replaced where it stands whole, never a word inside another', () => {
	const correct = (replaces: string) => {
		const [one] = usable({ ...reworded, replaces, text: 'Write to them.' })
		if (one === undefined || 'state' in one) throw new TypeError('no text')
		return correctedTexts({ can: ['Call them. It is free.', { text: 'Call them.', confirmed: false }] }, [
			one,
		])
	}
	expect(correct('Call them.')).toEqual({
		can: ['Write to them. It is free.', { text: 'Write to them.', confirmed: false }],
	})
	expect(correct('Call')).toEqual({
		can: ['Call them. It is free.', { text: 'Call them.', confirmed: false }],
	})
})

test('a host is told of corrections that change nothing', () => {
	const files = readContent()
	const idle = idleCorrections(
		usable(opened, { ...opened, state: 'XKX' }, reworded, { ...opened, until: '2026-11-20' }),
		files,
		TODAY,
	)
	expect(idle.map(({ why }) => why)).toEqual(['no-such-state', 'no-such-text', 'expired'])
})
