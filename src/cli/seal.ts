import { createWriteStream, existsSync, openAsBlob } from 'node:fs'
import { Writable } from 'node:stream'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { type AgeRecipient, sealStream } from '#vault/envelope.ts'

export const sealFile: Verb = {
	summary: 'Locks a file for one or more age recipients.',
	usage: '--to <age1…> [--to <age1…>] <file> <file.age>',
	options: { to: { type: 'string', multiple: true } },
	run: async ([from, into], { to }): Promise<ExitCode> => {
		if (from === undefined || into === undefined || !Array.isArray(to)) {
			console.error('Name a file, the file to write, and at least one --to.')
			return 2
		}
		if (existsSync(into)) {
			console.error(`${into} is there already; nothing was written.`)
			return 1
		}
		const recipients = to.filter((text): text is AgeRecipient => typeof text === 'string')
		const sealed = await sealStream((await openAsBlob(from)).stream(), recipients)
		await sealed.pipeTo(Writable.toWeb(createWriteStream(into, { mode: 0o600, flags: 'wx' })))
		return 0
	},
}
