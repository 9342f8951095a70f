import { checkAddresses } from '#cli/content/check-addresses.ts'
import { englishSyllables } from '#cli/content/english-syllables.ts'
import { readContent } from '#cli/content/read-content.ts'
import { reportCorrections, todayHere } from '#cli/content/report-corrections.ts'
import { type FullReport, hasToDo, sayReport } from '#cli/content/say-report.ts'
import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode } from '#cli/verbs.ts'
import { reportOn } from '#contract/editing/content-report.ts'
import { addressesIn } from '#contract/editing/kept.ts'

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
