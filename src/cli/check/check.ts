import { existsSync } from 'node:fs'
import { say } from '#cli/check/say.ts'
import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import type { HostReport } from '#contract/host-report.ts'
import { isMissing } from '#domain/host/judge-host.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse, databasePath } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'
import { inspectHost } from '#server/usecases/inspect-host.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

export const check: Verb = {
	summary: 'Says what is missing before a team takes messages in, and what a seizure now would show.',
	usage: `[--json]

Environment: as for start; give it the same. The server may go on running.
Exit codes: 0 nothing is missing; 1 something is; 2 called wrongly, or the settings are wrong.`,
	options: { json: { type: 'boolean' } },
	run: async (_words, { json }): Promise<ExitCode> => {
		try {
			const report = await inspect()
			console.log(json === true ? JSON.stringify(report) : say(report))
			return report.findings.some(({ finding }) => isMissing(finding)) ? 1 : 0
		} catch (error) {
			if (error instanceof SettingsWrong) {
				console.error(error.message)
				return 2
			}
			if (!isExpected(error)) throw error
			console.error(error.message)
			return 1
		}
	},
}

async function inspect(): Promise<HostReport> {
	const settings = readSettings(process.env)
	if (settings.databaseUrl === null && !existsSync(databasePath(settings.dataDir)))
		throw new DatabaseBroken(
			`There is no database in ${settings.dataDir}: start the server once, or set DATA_DIR to its folder.`,
		)
	const instance = await openInstance({
		...settings,
		space: 0,
		demo: false,
		sendsMail: settings.mail !== null,
		now: () => new Date(),
	})
	try {
		return await inspectHost(instance)
	} finally {
		await instance.store.close()
	}
}

function isExpected(error: unknown): error is Error {
	return error instanceof DatabaseBroken || error instanceof DataInUse || error instanceof SchemaTooNew
}
