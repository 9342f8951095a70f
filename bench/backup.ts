import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newPerson } from '../tests/world/person.ts'
import { atMost, type Figure, type Measurement } from './figure.ts'
import { tellAndBeAnswered } from './first-messages.ts'
import { startServerProcess } from './server-process.ts'
import { upload } from './uploads.ts'

/** People who sent 100 MB each. */
const PEOPLE = 10

/** A gigabyte copied while the server runs, and put back on an empty machine; each one command that checks every byte. */
export const backup: Measurement = {
	ids: ['backup', 'restore'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		const people = Array.from({ length: PEOPLE }, () => newPerson(server.desk))
		await tellAndBeAnswered(server, people)
		for (const person of people) await upload(server, person)
		const folder = mkdtempSync(join(tmpdir(), 'backup-'))
		const file = join(folder, 'everything.backup')
		const copied = seconds('backup', file, server.dataDir)
		await server.stop()
		const restored = seconds('restore', file, join(folder, 'empty'))
		const size = statSync(file).size / 1e9
		rmSync(folder, { recursive: true })
		const what = `${size.toFixed(2)} GB, every byte, hash and chain checked`
		return [
			atMost('backup', `${what}, while the server runs`, copied, 's', 60),
			atMost('restore', `${what}, into an empty folder`, restored, 's', 60),
		]
	},
}

/** @throws when the command does not end well */
function seconds(verb: 'backup' | 'restore', file: string, dataDir: string): number {
	const start = performance.now()
	execFileSync(process.execPath, ['src/cli/main.ts', verb, file], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DATA_DIR: dataDir },
	})
	return (performance.now() - start) / 1000
}
