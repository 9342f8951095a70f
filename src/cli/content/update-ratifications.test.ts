import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CONTENT } from '#cli/content/read-content.ts'
import { updateRatifications } from '#cli/content/update-ratifications.ts'
import { acceptanceFacts, type AcceptanceFacts } from '#contract/finder-facts.ts'
import { asWritten, type AcceptanceFile } from '#contract/ratifications/write-acceptance.ts'

const PAGE = 'tests/content/status-page.html'
const ON_PAGE = ['AUT', 'BLR', 'KHM', 'COL', 'CIV', 'CZE', 'GUY', 'VCT']

let folder: string
const path = () => join(folder, 'facts', 'acceptance.json')
const facts = (): AcceptanceFacts => v.parse(acceptanceFacts, JSON.parse(readFileSync(path(), 'utf8')))

/** A guide that knows the States of the page, with what it says of them changed. */
function guideThatKnows(change: (states: AcceptanceFile['states']) => void, codes = ON_PAGE): void {
	const known: unknown = JSON.parse(readFileSync(path(), 'utf8'))
	if (!v.is(acceptanceFacts, known)) throw new TypeError('acceptance.json')
	const states = Object.fromEntries(Object.entries(known.states).filter(([code]) => codes.includes(code)))
	change(states)
	writeFileSync(path(), asWritten({ ...known, states }))
}

/** Lets the guide say another day of the treaty of the page. */
function knows(states: AcceptanceFile['states'], code: string, day: string | false): void {
	const state = states[code]
	if (state === undefined) throw new RangeError(code)
	state.party['CCPR_OP1'] = day
	state.accepts.ic_ccpr = day
}

const said: string[] = []
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'content-'))
	mkdirSync(join(folder, 'facts'))
	cpSync(join(CONTENT, 'facts', 'acceptance.json'), path())
	said.length = 0
	for (const stream of ['log', 'error'] as const)
		vi.spyOn(console, stream).mockImplementation((line: unknown) => said.push(String(line)))
})
afterEach(() => {
	vi.restoreAllMocks()
	rmSync(folder, { recursive: true })
})

const update = (file: string, write = false) => updateRatifications(file, { write, json: false, folder })

function listOf(...lines: string[]): string {
	const file = join(folder, 'told.csv')
	writeFileSync(file, lines.join('\n'))
	return file
}

test('the file is written as the formatter writes it, so that a change shows alone', () => {
	const text = readFileSync(join(CONTENT, 'facts', 'acceptance.json'), 'utf8')
	const known: unknown = JSON.parse(text)
	expect(v.is(acceptanceFacts, known) ? asWritten(known) : '').toBe(text)
})

test('a State that joined, one that left and one with another day are told, and written when asked', async () => {
	guideThatKnows((states) => {
		knows(states, 'AUT', false)
		knows(states, 'BLR', '1992-09-30')
		knows(states, 'COL', '1970-10-29')
	})
	const before = readFileSync(path(), 'utf8')
	expect(await update(PAGE)).toBe(1)
	expect(readFileSync(path(), 'utf8')).toBe(before)
	expect(said.join('\n')).toContain(
		[
			'+ AUT party.CCPR_OP1: false → 1987-12-10',
			'+ AUT accepts.ic_ccpr: false → 1987-12-10',
			'± COL party.CCPR_OP1: 1970-10-29 → 1969-10-29',
			'± COL accepts.ic_ccpr: 1970-10-29 → 1969-10-29',
			'- BLR party.CCPR_OP1: 1992-09-30 → false',
			'- BLR accepts.ic_ccpr: 1992-09-30 → false',
		].join('\n'),
	)
	expect(await update(PAGE, true)).toBe(0)
	expect(facts().states['BLR']?.accepts.ic_ccpr).toBe(false)
	expect(facts().states['GUY']?.accepts.ic_ccpr).toBe('1999-01-05')
	said.length = 0
	expect(await update(PAGE)).toBe(0)
	expect(said.join()).toContain('Nothing differs')
})

test('the day of one treaty is noted; the guide is as old as the treaty read longest ago', async () => {
	guideThatKnows(() => undefined)
	expect(await update(PAGE, true)).toBe(0)
	expect(facts().instruments['CCPR_OP1']?.asOf).toBe('2026-10-14')
	expect(facts().meta.asOf).toBe('2026-02-03')
	const known = JSON.parse(readFileSync(path(), 'utf8')) as AcceptanceFile
	for (const instrument of Object.values(known.instruments)) instrument.asOf = '2026-10-12'
	writeFileSync(path(), asWritten(known))
	expect(await update(PAGE, true)).toBe(0)
	expect(facts().meta).toMatchObject({ asOf: '2026-10-12', nextCheck: '2027-04-10' })
	expect(facts().meta.source).toContain('2026-10-12')
})

test('a page that is not whole, or names somebody unknown, changes nothing', async () => {
	const whole = readFileSync(PAGE, 'utf8')
	const before = readFileSync(path(), 'utf8')
	// The guide knows all States of the world, the page only eight.
	expect(await update(PAGE, true)).toBe(1)
	expect(said.join('\n')).toMatch(/! \d+ States would have left/)
	guideThatKnows(() => undefined)
	const small = readFileSync(path(), 'utf8')
	const bent = join(folder, 'bent.html')
	for (const [text, doubt] of [
		[whole.replace('Parties :    6', 'Parties :    7'), 'speaks of 7 parties, 6 were read'],
		[whole.replace('Colombia', 'Arcadia'), '? not known: Arcadia'],
		[whole.replace('tblgrid', 'x').replaceAll('Participant', 'Who'), 'no table'],
		[whole.replace('IV-5', 'IV-99'), 'none of the treaties'],
		[whole.replace('STATUS AS AT', 'ETAT AU'), 'STATUS AS AT'],
		['<html><table></table></html>', 'which treaty'],
	] as const) {
		writeFileSync(bent, text)
		expect(await update(bent, true), doubt).toBe(1)
		expect(said.join('\n')).toContain(doubt)
		expect(readFileSync(path(), 'utf8')).toBe(small)
	}
	expect(before).not.toBe(small)
})

test('what stands in declarations is left to a person, who is told where to look', async () => {
	guideThatKnows((states) => {
		for (const state of Object.values(states)) state.party['CAT'] = false
	})
	const page = join(folder, 'cat.html')
	writeFileSync(page, readFileSync(PAGE, 'utf8').replace('IV-5', 'IV-9'))
	const before = facts().states['AUT']?.accepts
	expect(await update(page, true)).toBe(0)
	expect(said.join('\n')).toContain(
		'? read the declarations: AUT ic_cat\n? read the declarations: AUT inq_cat',
	)
	expect(facts().states['AUT']?.party['CAT']).toBe('1987-12-10')
	expect(facts().states['AUT']?.accepts).toEqual(before)
})

test('single cells come from a list, by code or by name, and only those', async () => {
	const list = listOf(
		'state,procedure,date',
		'COL,ic_ced,2026-09-01',
		'"Bolivia (Plurinational State of)",inq_cat,false',
		'Viet Nam,CAT,2015-02-05',
	)
	expect(await update(list, true)).toBe(0)
	expect(facts().states['COL']?.accepts.ic_ced).toBe('2026-09-01')
	expect(facts().states['BOL']?.accepts.inq_cat).toBe(false)
	expect(said.join('\n')).not.toContain('VNM')
	expect(await update(listOf('COL,ic_nothing,2026-09-01'), true)).toBe(1)
	expect(await update(listOf('Arcadia,ic_ced,2026-09-01'), true)).toBe(1)
	expect(await update(listOf('COL,ic_ced,soon'), true)).toBe(1)
	expect(said.join('\n')).toContain('COL,ic_ced,soon')
	expect(facts().states['COL']?.accepts.ic_ced).toBe('2026-09-01')
})
