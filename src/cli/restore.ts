import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { dayOf } from '#domain/days.ts'
import { noteHostAct } from '#server/gateways/host-notes.ts'
import { type Restored, restore as putBack } from '#server/storage/backup.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'

const RESTORE_POSTGRES = `DATABASE_URL is set: restore PostgreSQL with pg_restore, then end all sessions and let nothing end for 30 days:
DELETE FROM sessions;
UPDATE settings SET value = to_char(now() + interval '30 days', 'YYYY-MM-DD') WHERE name = 'nothing-ends-before';`

export const restore: Verb = {
	summary: 'Checks a backup and puts it in the place of what is stored. The server must not run.',
	usage: `<file> [--try] [--json]

--try puts it into an empty folder, looks at every byte, every hash and every chain, and removes it again. What is
stored stays as it is, and the server may run.
Environment: DATA_DIR (see README.md).`,
	options: { try: { type: 'boolean' }, json: { type: 'boolean' } },
	run: ([file], values): Promise<ExitCode> =>
		Promise.resolve(run(file, { isTrial: values['try'] === true, json: values['json'] === true })),
}

function run(file: string | undefined, { isTrial, json }: { isTrial: boolean; json: boolean }): ExitCode {
	if (file === undefined) {
		console.error('Name the backup to restore.')
		return 2
	}
	try {
		const { dataDir, databaseUrl } = readSettings(process.env)
		if (databaseUrl !== null) {
			console.error(RESTORE_POSTGRES)
			return 1
		}
		const { sealed, before } = isTrial ? tryOut(file, dataDir) : putBack(file, dataDir)
		const today = dayOf(new Date())
		if (today !== null) noteHostAct(dataDir, 'restored', today)
		if (json) console.log(JSON.stringify({ file, sealed, before }))
		else
			console.log(
				isTrial ? `${file} can be put back: ${sealed} locked things, all checked.` : describe(sealed, before),
			)
		return 0
	} catch (error) {
		if (!isExpected(error)) throw error
		console.error(`${error.message}; nothing was changed.`)
		return 1
	}
}

/** Beside the data, where there is room for it and the disk is as well locked. */
function tryOut(file: string, dataDir: string): Restored {
	mkdirSync(dataDir, { recursive: true, mode: 0o700 })
	const trial = mkdtempSync(join(dataDir, 'trial-'))
	try {
		return putBack(file, trial)
	} finally {
		rmSync(trial, { recursive: true })
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
