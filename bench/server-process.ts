import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasePath } from '#server/storage/data-folder.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import { type Hash, isHash } from '#vault/outside/format.ts'
import { compiled, flags, surroundings } from '../bin/house.mjs'
import { startApi } from '../tests/world/api-server.ts'
import { openTeam } from '../tests/world/team.ts'

/** A whole server in a process of its own, whose team takes messages and whose flood guard asks for proofs. */
export type ServerProcess = {
	port: number
	origin: string
	desk: Hash
	/** Folder of its database. */
	dataDir: string
	/** As if the team had answered everybody: whoever waits for an answer may send little. */
	answerAll: () => void
	/** MB of memory it holds now, and at most since `forgetPeak`; its own, without what measures it. */
	memory: () => { now: number; peak: number }
	forgetPeak: () => void
	/** Seconds of processor time it used so far. */
	processorSeconds: () => number
	stop: () => Promise<void>
}

const SPACE = 1e12

/** Above the share of the space from which a first message must carry a proof of work. */
const USED = 0.72 * SPACE

/** A second of processor time, in the unit of the system: proc(5), `getconf CLK_TCK`. */
const CLOCK_TICKS = 100

/** Starts it in a folder that another process has prepared, for the second time, so that it does nothing but serve. */
export async function startServerProcess(): Promise<ServerProcess> {
	const dataDir = mkdtempSync(join(tmpdir(), 'bench-'))
	const desk = await prepare(dataDir)
	const settings = { DATA_DIR: dataDir, SPACE: String(SPACE / 1e9) }
	await (await spawnServer(settings)).stop()
	const { pid, port, stop } = await spawnServer(settings)
	const ofProcess = (file: string) => `/proc/${String(pid)}/${file}`
	return {
		port,
		origin: `http://localhost:${String(port)}`,
		desk,
		dataDir,
		answerAll: () => {
			alter(dataDir, 'UPDATE threads SET answered = 1')
		},
		memory: () => {
			const status = readFileSync(ofProcess('status'), 'utf8')
			return { now: kilobytesIn(status, 'VmRSS') / 1024, peak: kilobytesIn(status, 'VmHWM') / 1024 }
		},
		// 5 resets the peak: proc(5).
		forgetPeak: () => {
			writeFileSync(ofProcess('clear_refs'), '5')
		},
		processorSeconds: () => {
			// User and system time are the 14th and 15th field; the second may hold spaces, in brackets: proc(5).
			const fields = readFileSync(ofProcess('stat'), 'utf8').split(') ')[1]?.split(' ') ?? []
			return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
		},
		stop: async () => {
			await stop()
			rmSync(dataDir, { recursive: true })
		},
	}
}

/** Starts what `safeconduct start` starts, with the same flags and place for compiled code (bin/house.mjs). */
export async function spawnServer(
	settings: Record<string, string>,
): Promise<{ pid: number; port: number; stop: () => Promise<void> }> {
	const port = await freePort()
	const child = spawn(process.execPath, [...flags, ...profiling(), 'src/cli/main.ts', 'start'], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: {
			...process.env,
			...surroundings,
			NODE_COMPILE_CACHE: compiled,
			PORT: String(port),
			...settings,
		},
	})
	// Whatever becomes of the measurement, no server is left behind.
	const end = () => child.kill()
	process.once('exit', end)
	await once(child.stdout, 'data')
	child.stdout.resume()
	if (child.pid === undefined) throw new RangeError('the server did not start')
	return {
		pid: child.pid,
		port,
		stop: async () => {
			child.kill('SIGTERM')
			await once(child, 'exit')
			process.off('exit', end)
		},
	}
}

/** Where to write what the processor was busy with, when `BENCH_PROFILE` names a folder. */
function profiling(): string[] {
	const folder = process.env['BENCH_PROFILE']
	return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const address = probe.address()
	probe.close()
	if (address === null || typeof address === 'string') throw new RangeError('no port')
	return address.port
}

async function prepare(dataDir: string): Promise<Hash> {
	const server = await startApi({ dataDir })
	const { desk } = await openTeam(server)
	await server.stop()
	if (!isHash(desk)) throw new RangeError('a desk is named by a hash')
	alter(dataDir, `UPDATE feeds SET bytes = ${String(USED)}`)
	return desk
}

function alter(dataDir: string, sql: string): void {
	const database = openSqlite(databasePath(dataDir), 'write')
	database.exec(sql)
	database.close()
}

function kilobytesIn(status: string, name: string): number {
	const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
	if (found === undefined) throw new RangeError(`this system does not tell ${name}`)
	return Number(found)
}
