import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import words from '#content/en/interface/country.json' with { type: 'json' }
import notes from '#content/en/interface/notes.json' with { type: 'json' }
import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { say, sayDay } from '#components/say.ts'
import { type Correction, readCorrections } from '#contract/corrections.ts'
import { mechanismText } from '#contract/guide-texts.ts'
import type { Procedure } from '#domain/finder/facts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { finderFacts } from '../content/finder-facts.ts'
import { ARCADIA, hosting, servePages } from './pages-server.ts'

const texts = v.record(v.string(), v.string())
const stated = { by: 'Ruth Kessa', on: '2026-11-20', source: 'C.N.123.2026', until: '2999-01-01' }
const CAN = 'It can ask the State to look for the person at once.'
const { corrections } = readCorrections([
	{ state: 'MEX', procedure: 'ic_ced', accepts: false, ...stated },
	{ state: 'FJI', procedure: 'ic_ced', accepts: '2026-10-01', ...stated },
	{ page: 'mechanisms/ua_ced', language: 'fr', replaces: firstOf('fr'), text: CAN, ...stated },
])

let published: Awaited<ReturnType<typeof servePages>>
let corrected: Awaited<ReturnType<typeof servePages>>

beforeAll(async () => {
	const host = (known: readonly Correction[]) => servePages(hosting([ARCADIA], false, [], known))
	published = await host([])
	corrected = await host(corrections)
})
afterAll(() => {
	published.close()
	corrected.close()
})
afterEach(() => {
	vi.useRealTimers()
})

function jsonAt<Schema extends v.GenericSchema>(path: string, schema: Schema): v.InferOutput<Schema> {
	return v.parse(schema, JSON.parse(readFileSync(`content/${path}.json`, 'utf8')))
}

function firstOf(language: Language): string {
	const { can } = jsonAt(`${language}/guide/mechanisms/ua_ced`, mechanismText)
	const [first = ''] = can
	return typeof first === 'string' ? first : first.text
}

/** What a page says, its words in the order they are read; each list item and heading on a line. */
async function readAt(
	host: { origin: string },
	path: string,
	form?: Record<string, string>,
): Promise<string> {
	const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
	const answer = await fetch(host.origin + path, {
		...body,
		headers: { origin: host.origin, accept: 'text/html' },
	})
	expect(answer.status, path).toBe(200)
	const [, main] = /<main[^>]*>(.*)<\/main>/s.exec(await answer.text()) ?? []
	if (main === undefined) throw new TypeError(`${path} says nothing`)
	return main
		.replace(/<!--.*?-->/gs, '')
		.replace(/<\/(?:li|h\d|p|div)>/g, '\n')
		.replace(/<[^>]+>/g, ' ')
		.replace(/&#39;|&quot;|&amp;/g, (entity) => ({ '&#39;': "'", '&quot;': '"' })[entity] ?? '&')
		.replace(/[\u2068\u2069]/g, '')
		.replace(/[^\S\n]+/g, ' ')
}

test.each(LANGUAGES)(
	'whoever looks for their country in %s finds it by the name the UN writes',
	async (language) => {
		const names = jsonAt(`${language}/guide/countries`, texts)
		expect(Object.keys(names).sort()).toEqual(Object.keys(acceptance.states).sort())
		expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length)
		expect(Object.values(acceptance.states).filter(({ unMember }) => unMember)).toHaveLength(193)
		const listed = (await readAt(published, paths.countries(language))).split('\n').map((line) => line.trim())
		expect(Object.values(names).filter((name) => !listed.includes(name))).toEqual([])
		for (const [code, name] of fc.sample(fc.constantFrom(...Object.entries(names)), {
			numRuns: 3,
			seed: 193,
		}))
			expect(await readAt(published, paths.country(language, code))).toContain(` ${name}\n`)
	},
)

test('sixty answers about a State and a procedure, read off its page, are those of the depositary', async () => {
	const { accepted: dated, acceptedUndated, notAccepted, everywhere } = words
	const asOf = sayDay(acceptance.meta.asOf, 'en')
	const gated = new Map(
		finderFacts.mechanisms.flatMap(({ id, gates, notInForce }) => {
			const procedure = gates.accepts ?? gates.acceptsTerritoryOrNationality
			return procedure === undefined || notInForce === true ? [] : [[procedure, id] as const]
		}),
	)
	expect(gated.size).toBeGreaterThan(14)
	const pair = fc.record({
		code: fc.constantFrom(...Object.keys(acceptance.states)),
		way: fc.constantFrom(...gated),
	})
	const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
	for (const { code, way } of fc.sample(pair, { numRuns: 60, seed })) {
		const [procedure, id] = way
		const { name } = jsonAt(`en/guide/mechanisms/${id}`, mechanismText)
		const page = await readAt(published, paths.country('en', code))
		const line = page.split('\n').find((one) => one.trim().startsWith(name)) ?? ''
		// The name of the section stands in the list of sections, too.
		const isOpen = page.indexOf(line) < page.lastIndexOf(everywhere)
		const accepted = acceptedBy(code, procedure)
		expect(isOpen, `${code} ${procedure}, SEED=${String(seed)}`).toBe(accepted !== false)
		const text = { true: acceptedUndated, false: notAccepted }[String(accepted)] ?? dated
		const said = say(text, { asOf, day: typeof accepted === 'string' ? sayDay(accepted, 'en') : '' })
		expect(line.trim(), `${code} ${procedure}, SEED=${String(seed)}`).toBe(`${name} ${said}`)
	}
})

function acceptedBy(code: string, procedure: Procedure): string | boolean {
	const state = new Map(Object.entries(acceptance.states)).get(code)
	return state === undefined ? expect.fail(code) : state.accepts[procedure]
}

test('past the day for looking again every page says so, before it nobody is worried', async () => {
	const warnings = Object.values(notes.overdue).map((text) => text.replace(/\{next\}.*/s, ''))
	const pages = [
		paths.mechanism('en', 'ua_ced'),
		paths.country('en', 'MEX'),
		paths.experts('en'),
		paths.expert('en', 'sr-hrd'),
		paths.rights('en'),
		paths.actGroup('en', 'liberty'),
		paths.part('en', 'refused'),
	]
	const form = { country: 'MEX', categories: 'disappearance', outcome: 'protection' }
	const warned = async () => {
		const read = await Promise.all([
			...pages.map((path) => readAt(published, path)),
			readAt(published, paths.find('en'), form),
		])
		return read.map((text) => warnings.some((warning) => text.includes(warning)))
	}
	vi.useFakeTimers({ now: new Date('2999-01-01'), toFake: ['Date'] })
	expect(await warned()).toEqual([...pages, 'find'].map(() => true))
	vi.setSystemTime(new Date('2026-01-01'))
	expect(await warned()).toEqual([...pages, 'find'].map(() => false))
})

test('what the host of a site knows better stands on its pages, with the day and where it was read', async () => {
	const mexico = await readAt(corrected, paths.country('en', 'MEX'))
	expect(mexico).toMatch(
		/Mexico: “[^”]+” is not open\s+Corrected by the host of this site on 20 November 2026. Read in: C.N.123.2026/,
	)
	expect(mexico).not.toContain('Fiji')
	expect(mexico).not.toContain('Ruth')
	const fiji = await readAt(corrected, paths.country('fr', 'FJI'))
	expect(fiji).toContain('est ouvert depuis le 1 octobre 2026')
	const committee = await readAt(corrected, paths.where('en', 'ic_ced'))
	expect(committee).toMatch(/(?:^| ·) *Fiji *(?:·|$)/m)
	expect(committee).not.toMatch(/(?:^| ·) *Mexico *(?:·|$)/m)
	for (const path of [paths.country('en', 'COL'), paths.mechanism('en', 'ic_cat')])
		expect(await readAt(corrected, path)).toBe(await readAt(published, path))
})

test('a corrected sentence takes the place of the old one, in that language alone', async () => {
	const old = firstOf('fr')
	const french = await readAt(corrected, paths.mechanism('fr', 'ua_ced'))
	expect(french.split(CAN)).toHaveLength(3)
	expect(french).not.toContain(old)
	expect(french).toContain('Corrigé par ceux qui gèrent ce site, le 20 novembre 2026. Lu dans : C.N.123.2026')
	const path = paths.mechanism('es', 'ua_ced')
	expect(await readAt(corrected, path)).toBe(await readAt(published, path))
})

test('the finder sends nobody through a door the host knows to be shut, and says who says so', async () => {
	const form = { country: 'MEX', categories: 'disappearance', outcome: 'decision', remedies: 'finished' }
	const { name } = jsonAt('en/guide/mechanisms/ic_ced', mechanismText)
	const shown = async (host: { origin: string }) => {
		const page = await readAt(host, paths.find('en'), form)
		return { page, isClosed: page.lastIndexOf(name) > page.indexOf('Closed, and why') }
	}
	const [before, after] = [await shown(published), await shown(corrected)]
	expect(before.page).not.toContain('Corrected by the host')
	expect(after.page).toMatch(/Mexico: “[^”]+” is not open\s+Corrected by the host of this site/)
	expect([before.isClosed, after.isClosed]).toEqual([false, true])
})
