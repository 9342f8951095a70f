import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import acceptanceFile from '#content/facts/acceptance.json' with { type: 'json' }
import partFile from '#content/facts/part.json' with { type: 'json' }
import regionsFile from '#content/facts/regions.json' with { type: 'json' }
import drawingsFile from '#content/facts/drawings.json' with { type: 'json' }
import { drawingFacts, regionFacts } from '#contract/drawing-facts.ts'
import { acceptanceFacts } from '#contract/finder-facts.ts'
import { mechanismText } from '#contract/guide-texts.ts'
import { partText } from '#contract/part-texts.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { hashOf, SHEETS, styleOf } from '../drawings/sheets.ts'
import { finderFacts } from './finder-facts.ts'

const { steps, topics } = v.parse(drawingFacts, drawingsFile)
const ids = finderFacts.mechanisms.map(({ id }) => id)

test.each(['en', 'fr'])('each step told in %s has its picture', (language) => {
	const wrong = ids.filter((id) => {
		const file: unknown = JSON.parse(readFileSync(`content/${language}/guide/mechanisms/${id}.json`, 'utf8'))
		return v.parse(mechanismText, file).details?.steps.length !== steps[id]?.length
	})
	expect(wrong).toEqual([])
	expect(Object.keys(steps).sort()).toEqual(ids.toSorted())
})

test.each(LANGUAGES)('each step of taking part told in %s has its picture', (language) => {
	const wrong = partFile.topics.filter(({ id }) => {
		const file: unknown = JSON.parse(readFileSync(`content/${language}/guide/part/${id}.json`, 'utf8'))
		return v.parse(partText, file).steps.length !== topics[id]?.length
	})
	expect(wrong.map(({ id }) => id)).toEqual([])
})

test.each(SHEETS)('who sees no SVG sees today’s $one, each at its place', (sheet) => {
	const png = readFileSync(`src/components/drawings/${sheet.one}s.png`)
	expect(png.includes(`Comment\0${hashOf(sheet)}`), 'draw again: node tests/drawings/draw.ts').toBe(true)
	const style = readFileSync(`src/components/drawings/${sheet.one}s.css`, 'utf8')
	expect(style.replace(/\s+/g, ' ').trim()).toBe(styleOf(sheet).replace(/\s+/g, ' ').trim())
})

test.each(SHEETS)('each $one is light', ({ drawings }) => {
	for (const [of, { line, second }] of drawings) expect(line.length + second.length, of).toBeLessThan(1024)
})

test('every Member State stands in one region, and nothing else does', () => {
	const placed = Object.values(v.parse(regionFacts, regionsFile).regions).flat()
	const members = Object.entries(v.parse(acceptanceFacts, acceptanceFile).states).filter(
		([, { unMember }]) => unMember,
	)
	expect(placed.toSorted()).toEqual(members.map(([code]) => code).sort())
})
