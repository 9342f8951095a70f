import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Correction, inForce, type ReadCorrections, readCorrections } from '#contract/corrections.ts'
import type { Day } from '#domain/days.ts'

export function correctionsPath(dataDir: string): string {
	return join(dataDir, 'corrections.json')
}

/** What the host of a data folder corrected; nothing when there is no such file. What cannot be read stops nobody. */
export function readCorrectionsFile(dataDir: string): ReadCorrections {
	try {
		return readCorrections(JSON.parse(readFileSync(correctionsPath(dataDir), 'utf8')))
	} catch (error) {
		if (error instanceof SyntaxError) return unread(`is no JSON (${error.message})`)
		if (!isSystemError(error)) throw error
		return error.code === 'ENOENT'
			? { corrections: [], faults: [] }
			: unread(`cannot be read (${error.code})`)
	}
}

function unread(why: string): ReadCorrections {
	return { corrections: [], faults: [`the whole: ${why}`] }
}

function isSystemError(error: unknown): error is Error & { code: string } {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

/**
 * What a running server shows. It looks again when the file has changed, so that an urgent correction waits for no
 * restart. A faulty entry is left out and told to the operator once.
 * @returns corrections that hold on a day
 */
export function openCorrections(
	dataDir: string,
	toOperator: (line: string) => void,
): (today: Day) => readonly Correction[] {
	let read: readonly Correction[] = []
	let seen: string | null = null
	let held: { today: Day; corrections: readonly Correction[] } | null = null
	const look = () => {
		const stamp = stampOf(correctionsPath(dataDir))
		if (stamp === seen) return
		seen = stamp
		const { corrections, faults } = readCorrectionsFile(dataDir)
		read = corrections
		held = null
		for (const fault of faults) toOperator(`${correctionsPath(dataDir)}, left out: ${fault}`)
	}
	look()
	return (today) => {
		look()
		held = held?.today === today ? held : { today, corrections: inForce(read, today) }
		return held.corrections
	}
}

/** Changes with the file; empty while there is none. */
function stampOf(path: string): string {
	const found = statSync(path, { throwIfNoEntry: false })
	return found === undefined ? '' : `${String(found.mtimeMs)} ${String(found.size)}`
}
