import { checkAddresses } from '#cli/content/check-addresses.ts'
import { englishSyllables } from '#cli/content/english-syllables.ts'
import { readContent } from '#cli/content/read-content.ts'
import { type CorrectionsReport, type FullReport, hasToDo, sayReport } from '#cli/content/say-report.ts'
import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode } from '#cli/verbs.ts'
import { inForce } from '#contract/corrections.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'
import { reportOn } from '#contract/editing/content-report.ts'
import { idleCorrections, sayCorrection } from '#contract/editing/idle-corrections.ts'
import { addressesIn } from '#contract/editing/kept.ts'
import { type Day, dayOf } from '#domain/days.ts'
import { readCorrectionsFile } from '#server/corrections/corrections-file.ts'

export async function checkContent({ links, json }: { links: boolean; json: boolean }): Promise<ExitCode> {
	const today = todayHere()
	try {
		const { dataDir } = readSettings(process.env)
		const files = readContent()
		const report: FullReport = {
			...reportOn(files, today, englishSyllables),
			corrections: reportCorrections(dataDir, today, () => files),
			addresses: links ? await checkAddresses(addressesIn(files)) : null,
		}
		console.log(json ? JSON.stringify(report, null, '\t') : sayReport(report))
		return hasToDo(report) ? 1 : 0
	} catch (error) {
		if (!(error instanceof SettingsWrong)) throw error
		console.error(error.message)
		return 2
	}
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

export function todayHere(): Day {
	const today = dayOf(new Date())
	if (today === null) throw new RangeError('the clock of this machine names no day')
	return today
}
