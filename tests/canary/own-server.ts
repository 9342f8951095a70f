import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own, started by the operator's command with nothing but its environment. */
export type OwnServer = {
	pid: number
	/** Where it listens itself, without the line people come by. */
	address: string
	setupToken: string
	dataDir: string
	tempDir: string
	/** The file that holds all it ever wrote to its standard output and error. */
	log: string
	stop: () => Promise<void>
}

const COMMAND = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/**
 * @param folder an existing folder for its log and its temporary files
 * @param dataDir where it keeps its database
 * @param linePort where the line begins that people come by
 * @param more further settings
 */
export async function startOwnServer(
	folder: string,
	dataDir: string,
	linePort: number,
	more: Record<string, string> = {},
): Promise<OwnServer> {
	const tempDir = join(folder, 'temporary')
	mkdirSync(tempDir)
	const log = join(folder, 'log')
	const output = openSync(log, 'a')
	// The operator's own way (bin/safeconduct) builds the pages first and then runs exactly this.
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, 'start'], {
		stdio: ['ignore', output, output],
		env: {
			PATH: process.env['PATH'],
			PORT: '0',
			ORIGIN: `http://localhost:${String(linePort)},http://127.0.0.1:${String(linePort)}`,
			DESK_ORIGIN: `http://desk.localhost:${String(linePort)}`,
			DATA_DIR: dataDir,
			TMPDIR: tempDir,
			...more,
		},
	})
	closeSync(output)
	const said = await sayingOf(child, log)
	const address = /^Listening on (\S+)$/m.exec(said)?.[1]
	const setupToken = /#setup=(\S+)/.exec(said)?.[1]
	if (address === undefined || setupToken === undefined || child.pid === undefined)
		throw new Error(`the server said: ${said}`)
	const stop = async () => {
		if (child.exitCode !== null) return
		child.kill('SIGTERM')
		await once(child, 'exit')
	}
	return { pid: child.pid, address, setupToken, dataDir, tempDir, log, stop }
}

/** What it has said once it has printed the set-up link. */
async function sayingOf(child: ChildProcess, log: string): Promise<string> {
	for (;;) {
		const said = readFileSync(log, 'utf8')
		if (said.includes('#setup=') || child.exitCode !== null) return said
		await new Promise((resolve) => setTimeout(resolve, 50))
	}
}
