import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { restore as putBack } from '#server/storage/backup.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'

export const restore: Verb = {
	summary: 'Checks a backup and puts it in the place of what is stored. The server must not run.',
	usage: '<file> [--json]\n\nEnvironment: DATA_DIR (see README.md).',
	options: { json: { type: 'boolean' } },
	run: ([file], { json }): Promise<ExitCode> => Promise.resolve(run(file, json === true)),
}

function run(file: string | undefined, json: boolean): ExitCode {
	if (file === undefined) {
		console.error('Name the backup to restore.')
		return 2
	}
	try {
		const { dataDir, databaseUrl } = readSettings(process.env)
		if (databaseUrl !== null) {
			console.error(
				'DATABASE_URL is set: restore PostgreSQL with pg_restore, then delete all rows of sessions.',
			)
			return 1
		}
		const { sealed, before } = putBack(file, dataDir)
		if (json) console.log(JSON.stringify({ file, sealed, before }))
		else console.log(describe(sealed, before))
		return 0
	} catch (error) {
		if (!isExpected(error)) throw error
		console.error(`${error.message}; nothing was changed.`)
		return 1
	}
}

function describe(sealed: number, before: string | null): string {
	const kept =
		before === null ? '' : `\nWhat was stored before lies in ${before}: delete it when all is well.`
	return `${sealed} locked things restored and checked. Everybody has to sign in again.${kept}`
}

function isExpected(error: unknown): error is Error {
	return (
		error instanceof SettingsWrong ||
		error instanceof DatabaseBroken ||
		error instanceof DataInUse ||
		error instanceof SchemaTooNew
	)
}
