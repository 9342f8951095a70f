import { globSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import facts from '#content/facts/part.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import { partFacts, type PartText, partText } from '#contract/part-texts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'

const LONGEST_SENTENCE = 25
const LONGEST_MEAN = 14

const { topics, sources } = v.parse(partFacts, facts)
const ids = topics.map(({ id }) => id)

function textOf(language: Language, id: string): PartText {
	return v.parse(partText, JSON.parse(readFileSync(`content/${language}/guide/part/${id}.json`, 'utf8')))
}

/** What stands where, without the words: a mark that nobody read it counts, its sentence does not. */
function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(shapeOf)
	if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : 'words'
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

function wordsIn(value: unknown, language: Language): number[] {
	if (typeof value === 'object' && value !== null)
		return Object.values(value).flatMap((inner) => wordsIn(inner, language))
	if (typeof value !== 'string') return []
	const words = new Intl.Segmenter(language, { granularity: 'word' })
	return Array.from(
		new Intl.Segmenter(language, { granularity: 'sentence' }).segment(value),
		({ segment }) => Array.from(words.segment(segment)).filter(({ isWordLike }) => isWordLike).length,
	)
}

test.each(LANGUAGES)('who reads %s learns on every topic what everybody else learns', (language) => {
	const written = globSync(`content/${language}/guide/part/*.json`).map((file) =>
		file.replace(/^.*\//, '').replace('.json', ''),
	)
	expect(written.toSorted()).toEqual(ids.toSorted())
	for (const id of ids) expect(shapeOf(textOf(language, id)), id).toEqual(shapeOf(textOf('en', id)))
})

test.each(LANGUAGES)('sentences about taking part are short in %s', (language) => {
	for (const id of ids) {
		const counts = wordsIn(textOf(language, id), language)
		expect(Math.max(...counts), id).toBeLessThanOrEqual(LONGEST_SENTENCE)
		const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
		expect(mean, id).toBeLessThanOrEqual(LONGEST_MEAN)
	}
})

test('a page that hides a risk, calls a thing confirmed or says more than its parts is not shown', () => {
	const page = textOf('en', 'refused')
	const { risks, ...withoutRisks } = page
	expect(v.is(partText, page)).toBe(true)
	expect(v.is(partText, withoutRisks)).toBe(false)
	expect(v.is(partText, { ...page, risks: [] })).toBe(false)
	expect(v.is(partText, { ...page, risks: [{ risk: risks[0]?.risk }] })).toBe(false)
	expect(v.is(partText, { ...page, can: [{ text: 'Write to them.', confirmed: true }] })).toBe(false)
	expect(v.is(partText, { ...page, address: 'somebody@example.org' })).toBe(false)
})

test('every topic names what was read for it, and leads to pages that exist', () => {
	const ways: readonly string[] = mechanisms.mechanisms.map(({ id }) => id)
	expect([...new Set(topics.flatMap((topic) => topic.sources))].toSorted()).toEqual(
		Object.keys(sources).toSorted(),
	)
	for (const topic of topics) {
		expect(topic.ways.filter((way) => !ways.includes(way))).toEqual([])
		expect(topic.topics.filter((other) => !ids.includes(other))).toEqual([])
	}
})

test('whoever was kept out finds the way to get in and the way to tell the United Nations', () => {
	const kept = topics.filter((topic) => topic.kept)
	expect(kept.map(({ id }) => id)).toEqual(['status', 'attend', 'travel', 'refused'])
	for (const { id, ways } of kept)
		expect(ways, id).toEqual(expect.arrayContaining(['un_access', 'un_reprisals']))
})
