import { createWriteStream, existsSync, openAsBlob, readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { type AgeIdentity, openStream } from '#vault/envelope.ts'

export const openFile: Verb = {
	summary: 'Opens a locked file with an identity kept in a file.',
	usage: '--identity <file> <file.age> <file>',
	options: { identity: { type: 'string' } },
	run: async ([from, into], { identity }): Promise<ExitCode> => {
		if (from === undefined || into === undefined || typeof identity !== 'string') {
			console.error('Name an identity file, the locked file, and the file to write.')
			return 2
		}
		if (existsSync(into)) {
			console.error(`${into} is there already; nothing was written.`)
			return 1
		}
		const opened = await openStream((await openAsBlob(from)).stream(), identitiesIn(identity))
		if (opened === null) {
			console.error(`${from} is not locked for this identity.`)
			return 1
		}
		await opened.pipeTo(Writable.toWeb(createWriteStream(into, { mode: 0o600, flags: 'wx' })))
		return 0
	},
}

function identitiesIn(path: string): AgeIdentity[] {
	const lines = readFileSync(path, 'utf8')
		.split('\n')
		.map((line) => line.trim())
	return lines.filter((line): line is AgeIdentity => line.startsWith('AGE-SECRET-KEY-'))
}
