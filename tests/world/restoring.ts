import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { callServerAt } from '#browser/call-server.ts'
import { type ApiServer, startApi } from './api-server.ts'
import type { PostgresServer } from './postgres-server.ts'

/** Never blocks: the server beside it goes on answering. */
const run = promisify(execFile)

const SAFECONDUCT = fileURLToPath(new URL('../../bin/safeconduct', import.meta.url))

/** A server whose host keeps backups, and the machine they are restored on, as the README tells hosts to do it. */
export type Host = {
	server: ApiServer
	/** While the server runs. */
	backUp: () => Promise<void>
	/** The server is lost; another machine starts from the backup. */
	restore: () => Promise<ApiServer>
	stop: () => Promise<void>
}

export async function startHost(postgres: PostgresServer | null): Promise<Host> {
	const folder = mkdtempSync(join(tmpdir(), 'host-'))
	const place = async (name: string) => ({
		dataDir: join(folder, name),
		...(postgres === null ? {} : { databaseUrl: await postgres.newDatabase() }),
	})
	const first = await place('first')
	const file = join(folder, 'backup')
	const host: Host = {
		server: await startApi(first),
		backUp: async () => {
			if (first.databaseUrl !== undefined)
				await run('pg_dump', ['--format=custom', '--no-owner', `--file=${file}`, first.databaseUrl])
			else await safeconduct(['backup', file], first.dataDir)
		},
		restore: async () => {
			await host.server.stop()
			const second = await place('second')
			if (second.databaseUrl !== undefined) {
				await run('pg_restore', ['--no-owner', `--dbname=${second.databaseUrl}`, file])
				await afterRestore(second.databaseUrl)
			} else await safeconduct(['restore', file], second.dataDir)
			host.server = await startApi(second)
			callServerAt(host.server.address)
			return host.server
		},
		stop: async () => {
			await host.server.stop()
			rmSync(folder, { recursive: true })
		},
	}
	callServerAt(host.server.address)
	return host
}

async function safeconduct(words: readonly string[], dataDir: string): Promise<void> {
	await run(process.execPath, [SAFECONDUCT, ...words], { env: { ...process.env, DATA_DIR: dataDir } })
}

async function afterRestore(databaseUrl: string): Promise<void> {
	const client = new pg.Client({ connectionString: databaseUrl })
	await client.connect()
	await client.query('DELETE FROM sessions')
	await client.query(
		"UPDATE settings SET value = to_char(now() + interval '30 days', 'YYYY-MM-DD') WHERE name = 'nothing-ends-before'",
	)
	await client.end()
}
