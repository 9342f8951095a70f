import { readFileSync } from 'node:fs'
import { NEWS } from '#cli/person/report.ts'
import { useServer } from '#cli/person/server-address.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { sendStory } from '#browser/reporter/send-story.ts'
import { readCarrier } from '#contract/read-carrier.ts'

export const send: Verb = {
	summary: 'Brings a locked file to the site it is meant for.',
	usage: '--url <address> <file>',
	options: { url: { type: 'string' } },
	run: async ([file], { url }): Promise<ExitCode> => {
		const wrong = useServer(url) ?? (file === undefined ? 'Name the locked file.' : null)
		if (wrong !== null || file === undefined) {
			console.error(wrong)
			return 2
		}
		const carried = readCarrier(readFileSync(file))
		if (carried === null) {
			console.error(`${file} is not a message locked for carrying, or it is damaged.`)
			return 1
		}
		const sent = await sendStory(carried, ({ is }) => {
			if (is !== 'sending') console.error(NEWS[is])
		})
		console.error(sent.ok ? 'Stored. The team can read it now.' : `Not stored: ${sent.because}.`)
		return sent.ok ? 0 : 1
	},
}
