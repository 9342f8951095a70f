import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'
import { startServer } from '#server/main.ts'

export const start: Verb = {
	summary: 'Starts the server: pages, API and the embedded database.',
	usage:
		'\n\nEnvironment: PORT, HOST, ORIGIN, DESK_ORIGIN, DATA_DIR, DATABASE_URL, SMTP_URL, SMTP_FROM (see README.md).',
	options: {},
	run: async (): Promise<ExitCode> => {
		try {
			const server = await startServer({ ...readSettings(process.env), demo: false })
			console.log(`Listening on ${server.address}`)
			console.log(`Public pages: ${server.origins.join(', ')}`)
			console.log(`The team’s pages: ${server.deskOrigin}`)
			if (server.setupLink !== null) console.log(`\nSet-up link (works once): ${server.setupLink}\n`)
			await server.stopped
			return 0
		} catch (error) {
			if (!isExpected(error)) throw error
			console.error(error.message)
			return 1
		}
	},
}

function isExpected(error: unknown): error is Error {
	return (
		error instanceof SettingsWrong ||
		error instanceof DatabaseBroken ||
		error instanceof DataInUse ||
		error instanceof SchemaTooNew
	)
}
