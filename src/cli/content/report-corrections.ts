import { readContent } from '#cli/content/read-content.ts'
import { inForce } from '#contract/corrections.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'
import { type IdleCorrection, idleCorrections, sayCorrection } from '#contract/editing/idle-corrections.ts'
import { type Day, dayOf } from '#domain/days.ts'
import { readCorrectionsFile } from '#server/corrections/corrections-file.ts'

/** What the host of this data folder corrected: entries that cannot be used, and those that change nothing. */
export type CorrectionsReport = {
	inForce: readonly string[]
	faults: readonly string[]
	idle: readonly IdleCorrection[]
}

/** What the host of a data folder corrected, and what is wrong with it. Content is read only where that is needed. */
export function reportCorrections(
	dataDir: string,
	today = todayHere(),
	content: () => readonly ContentFile[] = readContent,
): CorrectionsReport {
	const { corrections, faults } = readCorrectionsFile(dataDir)
	const files = corrections.length === 0 ? [] : content()
	const idle = idleCorrections(corrections, files, today)
	const whats = idle.map(({ what }) => what)
	return {
		inForce: inForce(corrections, today)
			.map(sayCorrection)
			.filter((what) => !whats.includes(what)),
		faults,
		idle,
	}
}

/** Corrections that have no effect, and why; one line each. */
export function sayCorrections({ faults, idle }: CorrectionsReport): string[] {
	return [...faults.map((fault) => `left out: ${fault}`), ...idle.map(sayIdle)]
}

export function sayIdle({ what, why }: IdleCorrection): string {
	return `${WHY_IDLE[why]}: ${what}`
}

const WHY_IDLE = {
	expired: 'past its last day',
	'no-such-state': 'no such State',
	'no-such-text': 'no such sentence',
} as const

export function todayHere(): Day {
	const today = dayOf(new Date())
	if (today === null) throw new RangeError('the clock of this machine names no day')
	return today
}
