import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { type Day, isDay } from '#domain/days.ts'

// [Note: host notes] When a copy was made or put back is no part of the data: a restore must not bring back old days.

const day = v.nullable(v.pipe(v.string(), v.check(isDay)))
const notes = v.object({ made: day, restored: day })

export type HostNotes = { made: Day | null; restored: Day | null }

/** Days on which this folder's database was last copied, and a copy last put back. */
export function readHostNotes(dataDir: string): HostNotes {
	const path = placeOf(dataDir)
	if (!existsSync(path)) return { made: null, restored: null }
	const { made, restored } = v.parse(notes, JSON.parse(readFileSync(path, 'utf8')))
	return { made: asDay(made), restored: asDay(restored) }
}

export function noteHostAct(dataDir: string, act: keyof HostNotes, today: Day): void {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 })
	const known = { ...readHostNotes(dataDir), [act]: today }
	writeFileSync(placeOf(dataDir), `${JSON.stringify(known)}\n`, { mode: 0o600 })
}

function asDay(text: string | null): Day | null {
	return text !== null && isDay(text) ? text : null
}

function placeOf(dataDir: string): string {
	return join(dataDir, 'host-notes.json')
}
