import words from '#content/en/interface/host.json' with { type: 'json' }
import { type Check, type Finding, markOf } from '#domain/host/judge-host.ts'
import type { HostReport } from '#contract/host-report.ts'

const SIGNS = { well: '✓', missing: '✗', 'cannot-tell': '?' } as const

/** A report in plain words, for a terminal. */
export function say({ findings, seizure }: HostReport): string {
	const lines = findings.map(({ check, finding }) => sayFinding(check, finding))
	const missing = findings.filter(({ finding }) => markOf(finding) === 'missing').length
	const shown = new Map<string, string | number | null>(Object.entries(seizure))
	const counts = Object.entries(words.seizure).map(
		([name, label]) => `  ${label}: ${String(shown.get(name) ?? '–')}`,
	)
	return [
		missing === 0 ? words.allWell : `${words.marks.missing}: ${missing}`,
		'',
		...lines,
		'',
		`${words.seizureTitle}. ${words.seizureIntro}`,
		...counts,
	].join('\n')
}

function sayFinding(check: Check, finding: Finding): string {
	const head = `${SIGNS[markOf(finding)]} ${words.checks[check]}`
	const why = finding === 'cannot-tell' ? toLookAt(check) : reasonOf(finding)
	return why === null ? head : `${head}\n    ${why}`
}

function toLookAt(check: Check): string | null {
	return new Map<string, string>(Object.entries(words.cannotTell)).get(check) ?? null
}

function reasonOf(finding: Finding): string | null {
	return new Map<string, string>(Object.entries(words.findings)).get(finding) ?? null
}
