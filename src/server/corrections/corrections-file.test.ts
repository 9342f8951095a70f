import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { correctionsPath, openCorrections } from '#server/corrections/corrections-file.ts'

const TODAY = '2026-11-22' as Day
const entry = {
	...{ state: 'COL', procedure: 'ic_ced', accepts: false },
	...{ by: 'Ruth', on: '2026-11-20', source: 'C.N.123.2026', until: '2026-12-01' },
}

let dataDir: string
let told: string[]
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'corrections-'))
	told = []
})
afterEach(() => {
	rmSync(dataDir, { recursive: true })
})

const open = () => openCorrections(dataDir, (line) => told.push(line))
const save = (text: string) => {
	writeFileSync(correctionsPath(dataDir), text)
}

test('an urgent correction is shown without a restart, and gone when the host takes it back', () => {
	const corrections = open()
	expect(corrections(TODAY)).toEqual([])
	save(JSON.stringify([entry]))
	expect(corrections(TODAY)).toEqual([entry])
	expect(corrections('2026-12-02' as Day)).toEqual([])
	rmSync(correctionsPath(dataDir))
	expect(corrections(TODAY)).toEqual([])
	expect(told).toEqual([])
})

test('the host is told once what cannot be used, and the server goes on', () => {
	save(JSON.stringify([entry, { ...entry, accepts: 'perhaps' }]))
	const corrections = open()
	expect(corrections(TODAY)).toEqual([entry])
	expect(corrections(TODAY)).toBe(corrections(TODAY))
	expect(told).toHaveLength(1)
	expect(told[0]).toContain('entry 2: accepts')
	save('[{')
	expect(corrections(TODAY)).toEqual([])
	expect(told[1]).toContain('no JSON')
	rmSync(correctionsPath(dataDir))
	mkdirSync(correctionsPath(dataDir))
	expect(corrections(TODAY)).toEqual([])
	expect(told[2]).toContain('cannot be read')
})
