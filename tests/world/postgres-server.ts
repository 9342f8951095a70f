import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** A real PostgreSQL server in a folder and on a port of its own. */
export type PostgresServer = {
	/** Makes an empty database. @returns its address for DATABASE_URL */
	newDatabase: () => Promise<string>
	stop: () => Promise<void>
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
function unprivileged(): { uid: number; gid: number } | null {
	if (process.getuid?.() !== 0) return null
	const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
	return { uid: number('-u'), gid: number('-g') }
}

export async function startPostgres(): Promise<PostgresServer> {
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
	const user = unprivileged()
	if (user !== null) chownSync(folder, user.uid, user.gid)
	chmodSync(folder, 0o700)
	const as = { cwd: folder, stdio: 'ignore', ...user } as const
	const data = join(folder, 'data')
	execFileSync(`${PROGRAMS}/initdb`, ['-D', data, '-U', 'tests', '-A', 'trust', '--no-sync'], as)
	const port = await freePort()
	const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`]
	const server = spawn(`${PROGRAMS}/postgres`, ['-D', data, '-p', String(port), ...settings], as)
	const address = `postgres://tests@127.0.0.1:${String(port)}`
	await whenReady(`${address}/postgres`)
	let databases = 0
	return {
		newDatabase: async () => {
			databases += 1
			await run(`${address}/postgres`, `CREATE DATABASE d${String(databases)}`)
			return `${address}/d${String(databases)}`
		},
		stop: async () => {
			const stopped = once(server, 'exit')
			server.kill('SIGINT')
			await stopped
			rmSync(folder, { recursive: true })
		},
	}
}

async function whenReady(address: string): Promise<void> {
	for (let attempt = 0; ; attempt++) {
		try {
			await run(address, 'SELECT 1')
			return
		} catch (error) {
			if (attempt === 150) throw error
			await pause(100)
		}
	}
}

async function run(address: string, sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: address })
	try {
		await client.connect()
		await client.query(sql)
	} finally {
		await client.end()
	}
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	server.close()
	await once(server, 'close')
	return port
}
