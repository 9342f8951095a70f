import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callServerAt } from '#browser/call-server.ts'
import { sendDemoMessages } from '#cli/demo/demo-messages.ts'
import { foundDemoTeam } from '#cli/demo/demo-team.ts'
import { readSettings } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { dayOf } from '#domain/days.ts'
import { startServer } from '#server/main.ts'

const SPACE = 2e9

export const demo: Verb = {
	summary:
		'Starts a demonstration with a team, two members and fictional messages; forgets all of it at the end.',
	usage: '\n\nEnvironment: PORT. It listens on this machine only.',
	options: {},
	run: async (): Promise<ExitCode> => {
		const settings = readSettings(process.env)
		if (!isThisMachine(settings.host)) {
			console.error('The demonstration listens on this machine only: leave HOST out, or set it to 127.0.0.1.')
			return 1
		}
		const dataDir = mkdtempSync(join(tmpdir(), 'safeconduct-demo-'))
		try {
			await runDemo({ ...settings, dataDir, databaseUrl: null, space: SPACE, mail: null, demo: true })
			return 0
		} finally {
			rmSync(dataDir, { recursive: true, force: true })
		}
	},
}

async function runDemo(options: Parameters<typeof startServer>[0]): Promise<void> {
	const server = await startServer(options)
	const token = server.setupLink?.split('#setup=')[1]
	const today = dayOf(new Date())
	if (token === undefined || today === null)
		throw new RangeError('the demonstration needs an empty server and a clock')
	callServerAt(server.address)
	const { open, members } = await foundDemoTeam(token, today)
	const sent = await sendDemoMessages(open.roster)
	const [home = ''] = server.origins
	console.log(
		`\nA demonstration. Nobody reads what is written here, and all of it is forgotten when it stops.\n`,
	)
	console.log(`The person’s side:  ${home}`)
	console.log(`The team’s side:    ${server.deskOrigin}/en/desk`)
	for (const { login, passphrase } of members) console.log(`  ${login}: ${passphrase}`)
	console.log(`\nReturn words of a message already sent:\n  ${sent[1]?.words ?? ''}\n\nStop with Ctrl+C.`)
	await server.stopped
}

function isThisMachine(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
