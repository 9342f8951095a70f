import { checkContent } from '#cli/content/check-content.ts'
import { updateRatifications } from '#cli/content/update-ratifications.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'

const USAGE = `check [--links] [--json]
       safeconduct content ratifications <page.html | file.csv> [--write]

check lists what an editor of the guide has to do: facts past their day, sentences and languages that are missing, ids
that lead nowhere, texts too hard to read, and corrections of this host (corrections.json in DATA_DIR) that cannot be
used or change nothing. --links also asks other sites for every address the guide names, from this machine.

ratifications compares a saved status page of the United Nations Treaty Collection, or lines of STATE,PROCEDURE,DATE,
with content/facts/acceptance.json and prints what differs; --write puts it there.

Exit codes: 0 nothing to do; 1 something is; 2 called wrongly.`

export const content: Verb = {
	summary: 'Says what is old, missing or broken in the guide; reads new ratifications.',
	usage: USAGE,
	options: { links: { type: 'boolean' }, json: { type: 'boolean' }, write: { type: 'boolean' } },
	run: async ([what, file, ...rest], { links, json, write }): Promise<ExitCode> => {
		if (what === 'check' && file === undefined && write === undefined)
			return checkContent({ links: links === true, json: json === true })
		if (what === 'ratifications' && file !== undefined && rest.length === 0 && links === undefined)
			return updateRatifications(file, { write: write === true, json: json === true })
		console.error(`usage: safeconduct content ${USAGE}`)
		return 2
	},
}
