import { spawnSync } from 'node:child_process'
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfFormat } from '#server/storage/copy-before-migration.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { versionOf } from '#server/storage/migrate-sqlite.ts'
import { migrationsFor } from '#server/storage/migrations.ts'
import { ask, startApi } from '../world/api-server.ts'
import { anEnvelope, firstMessage, newPerson } from '../world/person.ts'
import { startPostgres } from '../world/postgres-server.ts'
import { openTeam } from '../world/team.ts'
import { freePort } from './traced.ts'

// A host on an own machine goes through docs/updating.md, line by line. Two things stand in for what is not here:
// `systemctl`, which starts and stops the server's own process, and `runuser`, which changes to nobody.

const NEWEST = migrationsFor('sqlite').at(-1)?.version ?? 0

let folder: string
let port: number
let desk: string

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'updating-'))
	port = await freePort()
	for (const name of ['bin', 'etc', 'opt']) mkdirSync(join(folder, name))
	writeFileSync(join(folder, 'etc/environment'), `ORIGIN=http://localhost:${port}\nPORT=${port}\n`)
	install('systemctl', SYSTEMCTL)
	install('runuser', 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"')
	putRelease('opt/safeconduct')
	const api = await startApi({ dataDir: join(folder, 'state') })
	desk = (await openTeam(api)).desk
	await api.stop()
	run('systemctl start safeconduct')
})
afterAll(() => {
	run('systemctl stop safeconduct')
	rmSync(folder, { recursive: true })
})

const SYSTEMCTL = `
pid="$HOST_FOLDER/pid"
case "$1" in
start)
	set -a; . "$HOST_FOLDER/etc/environment"; DATA_DIR="$HOST_FOLDER/state"; set +a
	cd "$HOST_FOLDER/opt/safeconduct"
	"$HOST_NODE" src/cli/main.ts start >> "$HOST_FOLDER/journal" 2>&1 &
	echo $! > "$pid"
	for try in $(seq 200); do
		curl --silent --fail --output /dev/null "$ORIGIN/healthz" && exit 0
		kill -0 "$(cat "$pid")" || exit 1
		sleep 0.1
	done
	exit 1 ;;
stop)
	kill "$(cat "$pid")" && while kill -0 "$(cat "$pid")" 2> /dev/null; do sleep 0.1; done
	exit 0 ;;
esac`

function install(name: string, script: string): void {
	writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`)
	chmodSync(join(folder, 'bin', name), 0o755)
}

/** This release; what is large is not copied. */
function putRelease(at: string): void {
	const place = join(folder, at)
	for (const part of ['src', 'content', 'bin', 'package.json'])
		cpSync(part, join(place, part), { recursive: true })
	for (const part of ['node_modules', 'build']) symlinkSync(resolve(part), join(place, part))
}

/** A release that keeps its data in a further format. */
function putNextRelease(): void {
	putRelease('opt/safeconduct-new')
	for (const engine of ['sqlite', 'postgres']) {
		const file = `src/server/storage/migrations/${engine}/${String(NEWEST + 1).padStart(4, '0')}-of-tomorrow.sql`
		writeFileSync(join(folder, 'opt/safeconduct-new', file), 'CREATE TABLE of_tomorrow (day text);\n')
	}
}

type Block = { under: string; kind: string; commands: string }

/** The blocks of commands in the document, each with the heading it stands under. */
const BLOCKS = readFileSync('docs/updating.md', 'utf8')
	.split(/^## /m)
	.flatMap((section): Block[] =>
		Array.from(section.matchAll(/^```sh ?(.*)\n([^]*?)^```$/gm), ([, kind = '', commands = '']) => ({
			under: section.split('\n', 1)[0] ?? '',
			kind,
			commands,
		})),
	)

function commandsOf(under: string, kind = ''): string {
	return BLOCKS.filter((block) => block.under === under && block.kind === kind)
		.map(({ commands }) => commands)
		.join('')
}

/** Runs lines of the document on this host. @returns what they said */
function run(lines: string): string {
	const here = lines
		.replaceAll('/opt/', `${folder}/opt/`)
		.replaceAll('/etc/safeconduct/', `${folder}/etc/`)
		.replaceAll('/var/lib/safeconduct', `${folder}/state`)
		.replace(/ && chown safeconduct \S+$/gm, '')
	const PATH = `${folder}/bin:${process.env['PATH'] ?? ''}`
	// What is compiled here is of no use to anybody afterwards.
	const own = { HOST_FOLDER: folder, HOST_NODE: process.execPath, NODE_DISABLE_COMPILE_CACHE: '1' }
	const env = { ...process.env, PATH, ...own }
	const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', here], { encoding: 'utf8', env })
	if (status !== 0) throw new Error(`${here}\n${stdout}${stderr}${journal()}`)
	return stdout
}

function journal(): string {
	const path = join(folder, 'journal')
	return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

async function tell(): Promise<void> {
	const frame = firstMessage(newPerson(desk), await anEnvelope('They followed me from the mine.'))
	const told = await ask(`http://localhost:${port}`, 'tell', { at: { desk }, frames: [frame] })
	expect(told.status).toBe(200)
}

function stored(path = databasePath(join(folder, 'state'))): { format: number; messages: unknown } {
	const database = new DatabaseSync(path, { readOnly: true })
	const messages = database.prepare('SELECT count(*) AS messages FROM messages').get()?.['messages']
	const format = versionOf(database)
	database.close()
	return { format, messages }
}

test('a host updates to a release with a new format, goes back with one line after the other, and loses nothing', async () => {
	const data = join(folder, 'state')
	await tell()
	writeFileSync(copyOfFormat(data, 3), 'left by an update long ago')
	expect(run(commandsOf('1. Make a copy and try it'))).toContain('can be put back')
	await tell()
	putNextRelease()
	run(commandsOf('3. Change over'))
	expect(stored()).toEqual({ format: NEWEST + 1, messages: 2 })
	expect(readdirSync(data).filter((name) => name.includes('.format-'))).toEqual([
		`safeconduct.db.format-${NEWEST}`,
	])
	await tell()

	run(commandsOf('The way back'))
	expect(stored()).toEqual({ format: NEWEST, messages: 2 })
	expect(stored(`${databasePath(data)}.before-restore`)).toEqual({ format: NEWEST + 1, messages: 3 })
	await tell()
})

test('where that copy was destroyed, the earlier release refuses the newer data, and the host’s own copy is the way back', () => {
	const data = join(folder, 'state')
	run(commandsOf('3. Change over'))
	expect(stored()).toEqual({ format: NEWEST + 1, messages: 3 })
	rmSync(copyOfFormat(data, NEWEST))
	expect(() => run(commandsOf('The way back'))).toThrow(`the data is of format ${NEWEST + 1}`)
	expect(stored()).toEqual({ format: NEWEST + 1, messages: 3 })
	const at = 'cd /opt/safeconduct; export DATA_DIR=/var/lib/safeconduct\n'
	run(at + commandsOf('The way back', 'by-hand').replace('systemctl stop safeconduct\n', ''))
	expect(stored()).toEqual({ format: NEWEST, messages: 1 })
	run(commandsOf('4. Look'))
	expect(readdirSync(join(data, 'backups'))).toEqual([])
})

test('on PostgreSQL a dump of before is put back over what came after', async () => {
	const postgres = await startPostgres()
	const databaseUrl = await postgres.newDatabase()
	const dataDir = join(folder, 'elsewhere')
	mkdirSync(dataDir)
	const api = await startApi({ dataDir, databaseUrl })
	await openTeam(api)
	await api.stop()
	const [dump = '', restore = ''] = BLOCKS.filter(({ kind }) => kind === 'postgres').map(
		({ commands }) => commands,
	)
	const at = `cd ${dataDir}; export DATABASE_URL=${databaseUrl}\n`
	run(at + dump)
	const client = new pg.Client({ connectionString: databaseUrl })
	await client.connect()
	await client.query('DELETE FROM roster_entries; CREATE TABLE of_tomorrow (day text)')
	run(at + restore)
	const { rows } = await client.query<Record<string, unknown>>(
		`SELECT (SELECT count(*) FROM roster_entries) AS entries, (SELECT count(*) FROM sessions) AS sessions,
		(SELECT value FROM settings WHERE name = 'nothing-ends-before') AS quiet,
		to_regclass('of_tomorrow') AS tomorrow`,
	)
	await client.end()
	await postgres.stop()
	expect(rows).toEqual([{ entries: 6, sessions: 0, quiet: inThirtyDays(), tomorrow: null }])
})

function inThirtyDays(): string {
	return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
}
