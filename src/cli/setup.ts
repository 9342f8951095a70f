import { readSettings } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { setupLinkOf } from '#server/main.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

export const setup: Verb = {
	summary: 'Prints a new set-up link; one printed before stops working.',
	usage:
		'[--further]\n\n--further: for a team beside the one that is set up. People choose whom they write to.',
	options: { further: { type: 'boolean' } },
	run: async (_, { further }): Promise<ExitCode> => {
		const settings = readSettings(process.env)
		const instance = await openInstance({
			...settings,
			space: 0,
			demo: false,
			mail: null,
			now: () => new Date(),
		})
		const link = await setupLinkOf(instance, settings.deskOrigin, further === true)
		await instance.store.close()
		if (link === null) {
			console.error('A team is set up on this server already. For another beside it: setup --further')
			return 1
		}
		console.log(link)
		return 0
	},
}
