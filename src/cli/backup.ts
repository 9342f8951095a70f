import { existsSync } from 'node:fs'
import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { dayOf } from '#domain/days.ts'
import { noteHostAct } from '#server/gateways/host-notes.ts'
import { backUp } from '#server/storage/backup.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'

export const backup: Verb = {
	summary: 'Copies everything stored into one checked file; the server may go on running.',
	usage: '<file> [--json]\n\nEnvironment: DATA_DIR (see README.md).',
	options: { json: { type: 'boolean' } },
	run: async ([file], { json }): Promise<ExitCode> => {
		if (file === undefined) {
			console.error('Name the file to write.')
			return 2
		}
		if (existsSync(file)) {
			console.error(`${file} is there already; nothing was written.`)
			return 1
		}
		try {
			const { dataDir, databaseUrl } = readSettings(process.env)
			if (databaseUrl !== null) {
				console.error('DATABASE_URL is set: back up PostgreSQL with pg_dump --format=custom.')
				return 1
			}
			const sealed = await backUp(dataDir, file)
			const today = dayOf(new Date())
			if (today !== null) noteHostAct(dataDir, 'made', today)
			console.log(
				json === true ? JSON.stringify({ file, sealed }) : `${file}: ${sealed} locked things, all checked.`,
			)
			return 0
		} catch (error) {
			if (!(error instanceof SettingsWrong || error instanceof DatabaseBroken)) throw error
			console.error(error.message)
			return 1
		}
	},
}
