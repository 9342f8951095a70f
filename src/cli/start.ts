import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { startServer } from '#server/main.ts'

export const start: Verb = {
	summary: 'Starts the server: pages, API and the embedded database.',
	usage: '\n\nEnvironment: PORT, HOST, ORIGIN, DESK_ORIGIN, DATA_DIR, DATABASE_URL (see README.md).',
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
			if (!(error instanceof SettingsWrong)) throw error
			console.error(error.message)
			return 1
		}
	},
}
