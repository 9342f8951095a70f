import { reportCorrections, sayIdle } from '#cli/content/report-corrections.ts'
import { type KeptDoor, keepDoorOpen } from '#cli/keep-door-open.ts'
import { readSettings, type Settings, SettingsWrong } from '#cli/settings.ts'
import { DoorNotOpened } from '#door/open-door.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'
import { type RunningServer, startServer } from '#server/main.ts'

export const start: Verb = {
	summary: 'Starts the server: pages, API and the embedded database.',
	usage:
		'\n\nEnvironment: PORT, HOST, ORIGIN, DESK_ORIGIN, DATA_DIR, DATABASE_URL, SMTP_URL, SMTP_FROM, PLAIN_DOOR, PLAIN_DOOR_PORT (see README.md).',
	options: {},
	run: async (): Promise<ExitCode> => {
		try {
			const settings = readSettings(process.env)
			// Entries that cannot be read the server tells of by itself, also when the file changes.
			for (const line of reportCorrections(settings.dataDir).idle.map(sayIdle))
				console.error(`corrections.json: ${line}`)
			const plainDoors = settings.plainDoor?.addresses ?? []
			const server = await startServer({ ...settings, plainDoors, demo: false })
			console.log(`Listening on ${server.address}`)
			console.log(`Public pages: ${server.origins.join(', ')}`)
			console.log(`The team’s pages: ${server.deskOrigin}`)
			const door = await openBeside(server, settings)
			if (door !== null)
				console.log(`Page without script: port ${String(door.port)}, ${plainDoors.join(', ')}`)
			if (server.setupLink !== null) console.log(`\nSet-up link (works once): ${server.setupLink}\n`)
			await server.stopped
			await door?.stop()
			return 0
		} catch (error) {
			if (!isExpected(error)) throw error
			console.error(error.message)
			return 1
		}
	},
}

/** The door without script, where there is one. A server whose pages would lead to a door that is shut is stopped. */
async function openBeside(
	{ address, stop }: RunningServer,
	{ plainDoor, host }: Settings,
): Promise<KeptDoor | null> {
	if (plainDoor === null) return null
	const { port, sites } = plainDoor
	try {
		return await keepDoorOpen({ port, host, api: address, sites })
	} catch (error) {
		await stop()
		throw error
	}
}

function isExpected(error: unknown): error is Error {
	return (
		error instanceof SettingsWrong ||
		error instanceof DatabaseBroken ||
		error instanceof DataInUse ||
		error instanceof DoorNotOpened ||
		error instanceof SchemaTooNew
	)
}
