import type * as v from 'valibot'
import type { acceptanceFacts } from '#contract/finder-facts.ts'
import type { Change } from '#contract/ratifications/compare.ts'
import { addDays, type Day } from '#domain/days.ts'

/** The file as it is written, days not yet told from other texts. */
export type AcceptanceFile = v.InferInput<typeof acceptanceFacts>

/** Depositary pages are read again so many days after the day they showed. */
const READ_AGAIN_DAYS = 180

/** Puts cells into the file. @returns a new file; States and cells it does not hold are left out */
export function withChanges(file: AcceptanceFile, changes: readonly Change[]): AcceptanceFile {
	const states = { ...file.states }
	for (const { state, part, cell, to } of changes) {
		const known = states[state]
		if (known !== undefined) states[state] = { ...known, [part]: { ...known[part], [cell]: to } }
	}
	return { ...file, states }
}

/** Notes on which day one treaty was read. The day of the whole is that of the treaty read longest ago. */
export function withDayRead(file: AcceptanceFile, instrument: string, asOf: Day, today: Day): AcceptanceFile {
	const known = file.instruments[instrument]
	if (known === undefined) return file
	const instruments = { ...file.instruments, [instrument]: { ...known, asOf } }
	const days = Object.values(instruments).map((one) => one.asOf ?? file.meta.asOf)
	const oldest = days.reduce((one, other) => (other < one ? other : one))
	if (oldest === file.meta.asOf) return { ...file, instruments }
	const meta = {
		...file.meta,
		asOf: oldest,
		checked: today,
		nextCheck: addDays(oldest as Day, READ_AGAIN_DAYS),
		source: file.meta.source.replace(/status as at .*$/u, `status as at ${oldest} or later`),
	}
	return { ...file, meta, instruments }
}

const LONGEST_LINE = 110

/** As the formatter of this project writes it, so that a change shows as the lines that changed. */
export function asWritten(file: AcceptanceFile): string {
	const text = JSON.stringify(file, null, '\t')
	const onOneLine = text.replace(
		/^(\t*)(.*)\[\n((?:\t+"(?:[^"\\]|\\.)*",?\n)+)\t*\](,?)$/gmu,
		(whole, ...parts) => {
			const [tabs = '', before = '', items = '', comma = ''] = parts.map(String)
			const list = items.trim().split(/\n\t*/u).join(' ')
			const line = `${before}[${list}]${comma}`
			return tabs.length * 2 + line.length <= LONGEST_LINE ? `${tabs}${line}` : whole
		},
	)
	return `${onOneLine}\n`
}
