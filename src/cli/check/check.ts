import { existsSync } from 'node:fs'
import * as v from 'valibot'
import { reportCorrections, sayCorrections } from '#cli/content/report-corrections.ts'
import { say } from '#cli/check/say.ts'
import { readSettings, type Settings, SettingsWrong } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import type { HostReport } from '#contract/host-report.ts'
import { mailAddress } from '#contract/shapes.ts'
import { markOf } from '#domain/host/judge-host.ts'
import type { MailServer } from '#server/gateways/mail.ts'
import type { Outcome } from '#server/gateways/outcome.ts'
import { tryMail } from '#server/jobs/try-mail.ts'
import { DatabaseBroken } from '#server/storage/check-database.ts'
import { DataInUse, databasePath } from '#server/storage/data-folder.ts'
import { SchemaTooNew } from '#server/storage/migrations.ts'
import { inspectHost } from '#server/usecases/inspect-host.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

export const check: Verb = {
	summary: 'Says what is missing before a team takes messages in, and what a seizure now would show.',
	usage: `[--mail you@example.org] [--json]

--mail sends one mail such as members get, and remembers whether the mail server took it. Look whether it arrives.
Environment: as for start; give it the same. The server may go on running.
Exit codes: 0 nothing is missing; 1 something is; 2 called wrongly, or the settings are wrong.`,
	options: { mail: { type: 'string' }, json: { type: 'boolean' } },
	run: async (_words, { mail, json }): Promise<ExitCode> => {
		try {
			const settings = readSettings(process.env)
			const trial = mail === undefined ? null : trialOf(settings, String(mail))
			const report = await inspect(settings, trial)
			const corrections = reportCorrections(settings.dataDir)
			console.log(json === true ? JSON.stringify({ ...report, corrections }) : say(report))
			for (const line of sayCorrections(corrections)) console.error(`corrections.json: ${line}`)
			return report.findings.some(({ finding }) => markOf(finding) === 'missing') ? 1 : 0
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

type Trial = { server: MailServer; to: string }

/** @throws SettingsWrong when there is no mail server, or this is no address. */
function trialOf({ mail: server }: Settings, to: string): Trial {
	if (server === null) throw new SettingsWrong('SMTP_URL is not set: no mail can be sent.')
	if (!v.safeParse(mailAddress, to).success) throw new SettingsWrong(`${to} is no mail address.`)
	return { server, to }
}

const OUTCOMES = {
	sent: 'The mail server took the mail. Look whether it arrived, also among unwanted mail.',
	later:
		'The mail server did not take the mail, or could not be reached. Look at SMTP_URL, and at what the firewall and IPAddressAllow let out.',
	never: 'The mail server will not take this mail. Look at SMTP_FROM, and at the address you gave.',
} as const satisfies Record<Outcome, string>

async function inspect(settings: Settings, trial: Trial | null): Promise<HostReport> {
	if (settings.databaseUrl === null && !existsSync(databasePath(settings.dataDir)))
		throw new DatabaseBroken(
			`There is no database in ${settings.dataDir}: start the server once, or set DATA_DIR to its folder.`,
		)
	const instance = await openInstance({
		...settings,
		space: 0,
		demo: false,
		now: () => new Date(),
	})
	try {
		if (trial !== null) console.error(OUTCOMES[await tryMail(instance.store, trial.server, trial.to)])
		return await inspectHost(instance)
	} finally {
		await instance.store.close()
	}
}

function isExpected(error: unknown): error is Error {
	return error instanceof DatabaseBroken || error instanceof DataInUse || error instanceof SchemaTooNew
}
