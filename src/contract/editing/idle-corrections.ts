import * as v from 'valibot'
import {
	correctedTexts,
	type Correction,
	inForce,
	isAboutState,
	type TextCorrection,
} from '#contract/corrections.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'
import type { Day } from '#domain/days.ts'

/** A correction that changes nothing: its last day is past, or what it corrects is not there. */
export type IdleCorrection = { what: string; why: 'expired' | 'no-such-state' | 'no-such-text' }

const acceptance = v.object({ states: v.record(v.string(), v.unknown()) })

export function idleCorrections(
	corrections: readonly Correction[],
	files: readonly ContentFile[],
	today: Day,
): IdleCorrection[] {
	const active = inForce(corrections, today)
	const facts = v.safeParse(acceptance, files.find(({ path }) => path === 'facts/acceptance')?.json)
	const states = facts.success ? facts.output.states : {}
	return corrections.flatMap((one): IdleCorrection[] => {
		const what = sayCorrection(one)
		if (!active.includes(one)) return [{ what, why: 'expired' }]
		if (isAboutState(one)) return one.state in states ? [] : [{ what, why: 'no-such-state' }]
		return changes(one, files) ? [] : [{ what, why: 'no-such-text' }]
	})
}

/** The cell it is about and who stands for it, in one line. */
export function sayCorrection(one: Correction): string {
	const cell = isAboutState(one)
		? `${one.state} ${one.procedure}: ${String(one.accepts)}`
		: `${one.language} ${one.page}: ${one.replaces}`
	return `${cell} (${one.by}, ${one.on}, until ${one.until})`
}

function changes(one: TextCorrection, files: readonly ContentFile[]): boolean {
	const json = files.find(({ path }) => path === `${one.language}/guide/${one.page}`)?.json
	return JSON.stringify(json) !== JSON.stringify(correctedTexts(json, [one]))
}
