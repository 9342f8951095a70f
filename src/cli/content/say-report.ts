import type { AddressFault } from '#cli/content/check-addresses.ts'
import { type CorrectionsReport, sayCorrections } from '#cli/content/report-corrections.ts'
import type { ContentReport } from '#contract/editing/content-report.ts'
import type { Gap } from '#contract/editing/gaps.ts'

export type FullReport = ContentReport & {
	corrections: CorrectionsReport
	/** Null when nobody asked. */
	addresses: readonly AddressFault[] | null
}

/** Each line of what has to be done, under a heading that says what it is. Empty headings are left out. */
const TO_DO: readonly (readonly [string, (report: FullReport) => readonly string[]])[] = [
	['Cannot be shown: the build stops', ({ faults }) => faults.map(({ page, wrong }) => `${page}: ${wrong}`)],
	[
		'To be read again',
		({ overdue }) => overdue.map(({ page, nextCheck }) => `${page}: was due on ${nextCheck}`),
	],
	['Without a day to look again', ({ undated }) => undated],
	['Missing', ({ gaps }) => gaps.map(sayGap)],
	['Lead nowhere', ({ strays }) => strays.map(({ page, kind, id }) => `${page}: no ${kind} ${id}`)],
	[
		'Too hard to read',
		({ breaches }) =>
			breaches.map(
				({ page, figure, value, limit, sentence }) =>
					`${page}: ${FIGURES[figure]} ${value.toFixed(1)}, limit ${String(limit)}: ${sentence}`,
			),
	],
	[
		'Addresses',
		({ addresses }) =>
			(addresses ?? []).map(
				({ address, outcome, told, pages }) =>
					`${OUTCOMES[outcome]} (${told}): ${address} in ${pages.join(', ')}`,
			),
	],
	['Corrections of this host', ({ corrections }) => sayCorrections(corrections)],
]

const FIGURES = {
	longest: 'length of a sentence',
	mean: 'mean length of sentences',
	grade: 'Flesch-Kincaid grade',
	ease: 'Kandel-Moles ease',
} as const

const OUTCOMES = { gone: 'gone', refused: 'refused', 'no-answer': 'no answer' } as const

export function hasToDo(report: FullReport): boolean {
	return TO_DO.some(([, lines]) => lines(report).length > 0)
}

/** A report in plain words, for a terminal. */
export function sayReport(report: FullReport): string {
	const { unconfirmed, standIns, corrections } = report
	const count = unconfirmed.reduce((sum, one) => sum + one.count, 0)
	const lacking = standIns.filter(({ details, library }) => details + library > 0)
	const parts = TO_DO.flatMap(([title, linesOf]) => {
		const lines = linesOf(report)
		return lines.length === 0 ? [] : [section(`✗ ${title} (${String(lines.length)})`, lines)]
	})
	return [
		...(parts.length === 0 ? ['✓ Nothing to do.'] : parts),
		section('Corrections of this host that are shown', corrections.inForce),
		`Marked as not confirmed: ${String(count)} in ${String(unconfirmed.length)} files.`,
		section(
			'Not written in every language; another stands in',
			lacking.map(
				({ language, details, library }) =>
					`${language}: second layer of ${String(details)} ways, ${String(library)} documents`,
			),
		),
	]
		.filter((part) => part !== '')
		.join('\n\n')
}

function section(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? '' : [title, ...lines.map((line) => `    ${line}`)].join('\n')
}

function sayGap({ page, lacks, entry }: Gap): string {
	return `${page}: ${lacks === 'entry' ? `no ${entry ?? ''}` : lacks === 'details' ? 'no second layer' : 'no such file'}`
}
