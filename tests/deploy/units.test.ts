import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// What can be proved of a host's files on a machine that runs neither systemd nor a container engine: that the programs
// which read them find no fault, and that the commands in them do what they say. Not proved here: a start by systemd.

let folder: string
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'units-'))
})
afterAll(() => {
	rmSync(folder, { recursive: true })
})

const UNITS = ['safeconduct.service', 'safeconduct-backup.service', 'safeconduct-backup.timer']

/** Units with the paths of this checkout in the place of a host's. */
function unitsHere(): string[] {
	return UNITS.map((name) => {
		const text = readFileSync(`deploy/systemd/${name}`, 'utf8')
			.replaceAll('file:/opt/safeconduct', `file:${resolve('.')}`)
			.replaceAll('/opt/safeconduct', resolve('.'))
			.replace('User=safeconduct', `User=${userInfo().username}`)
		writeFileSync(join(folder, name), text)
		return join(folder, name)
	})
}

test('systemd reads the units without a complaint', () => {
	const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...unitsHere()], {
		encoding: 'utf8',
	})
	// Units of the distribution that are not there, in a machine without systemd, are not ours to answer for.
	expect(stderr.split('\n').filter((line) => line.includes('safeconduct'))).toEqual([])
	expect(status).toBe(0)
})

test.each(['safeconduct.service', 'safeconduct-backup.service'])(
	'systemd calls %s well locked up',
	(name) => {
		const path = unitsHere().find((unit) => unit.endsWith(name)) ?? ''
		// 2.0 of 10: below stands "OK", above 4 "MEDIUM"; what remains is that Node compiles and talks with this machine.
		const judged = spawnSync('systemd-analyze', ['security', '--offline=yes', '--threshold=20', path], {
			encoding: 'utf8',
		})
		expect(judged.stdout).toMatch(/Overall exposure level/)
		expect(/Overall exposure level.*/.exec(judged.stdout)?.[0]).toMatch(/: [01]\.\d OK/)
		expect(judged.status).toBe(0)
	},
)

test('the nightly backup’s own commands make a copy and remove those that are older than a month', () => {
	const state = join(folder, 'state')
	mkdirSync(state)
	const node = process.execPath
	const environment = { ...process.env, DATA_DIR: state, STATE_DIRECTORY: state }
	execFileSync(node, ['src/cli/main.ts', 'setup'], { env: environment, stdio: 'ignore' })
	const text = readFileSync('deploy/systemd/safeconduct-backup.service', 'utf8').replaceAll('%%', '%')
	const commands = ['ExecStartPre', 'ExecStart', 'ExecStartPost'].map((name) => {
		const found = new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]
		if (found === undefined) throw new RangeError(`no ${name}`)
		return found.replaceAll('/opt/safeconduct/bin/safeconduct', `${node} ${resolve('src/cli/main.ts')}`)
	})
	mkdirSync(join(state, 'backups'))
	const old = join(state, 'backups', '2026-01-01-030000.db')
	writeFileSync(old, 'old')
	execFileSync('touch', ['-d', '31 days ago', old])
	for (const command of commands) execFileSync('sh', ['-c', command], { env: environment, stdio: 'pipe' })
	const left = execFileSync('ls', [join(state, 'backups')], { encoding: 'utf8' })
		.trim()
		.split('\n')
	expect(left).toHaveLength(1)
	expect(left[0]).toMatch(/^\d{4}-\d\d-\d\d-\d{6}\.db$/)
	expect(left[0]).not.toContain('2026-01-01')
})

test('Tor takes the onion services, with their defences against floods', () => {
	const text = readFileSync('deploy/tor/torrc', 'utf8')
	expect(text.match(/^HiddenServicePoWDefensesEnabled 1$/gm)).toHaveLength(2)
	const file = join(folder, 'torrc')
	writeFileSync(file, text.replaceAll('/var/lib/tor', folder))
	const base = ['--defaults-torrc', '/dev/null', '--DataDirectory', join(folder, 'tor')]
	const verified = spawnSync('/usr/bin/tor', ['-f', file, ...base, '--verify-config'], { encoding: 'utf8' })
	expect(verified.stdout).toContain('Configuration was valid')
	const warnings = verified.stdout.split('\n').filter((line) => line.includes('[warn]'))
	expect(warnings.filter((line) => !line.includes('running Tor as root'))).toEqual([])
	expect(verified.status).toBe(0)
})

type Instruction = { word: string; rest: string }

/** Instructions of a container file, in order, continued lines joined. Dockerfile reference, "Format". */
function instructionsOf(text: string): Instruction[] {
	const lines = text.replace(/\\\n/g, ' ').split('\n')
	return lines
		.filter((line) => line.trim() !== '' && !line.startsWith('#'))
		.map((line) => ({ word: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))
}

const SECONDS_TO_INSTALL = 600

test(
	'the container file builds: its steps, run as commands where there is no engine, end with pages and a server',
	() => {
		const instructions = instructionsOf(readFileSync('deploy/container/Dockerfile', 'utf8'))
		const known = /^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|CMD)$/
		expect(instructions.filter(({ word }) => !known.test(word))).toEqual([])
		const root = join(folder, 'image')
		mkdirSync(root)
		const env = { ...process.env, npm_config_prefer_offline: 'true' }
		const second = instructions.findLastIndex(({ word }) => word === 'FROM')
		for (const { word, rest } of instructions.slice(0, second)) {
			if (word === 'COPY') {
				const names = rest.split(' ')
				const to = names.pop() ?? ''
				for (const name of names)
					cpSync(name, to === './' ? join(root, name) : join(root, to), { recursive: true })
			}
			if (word === 'RUN') execFileSync('sh', ['-c', rest], { cwd: root, stdio: 'ignore', env })
		}
		const last = (word: string) =>
			instructions.findLast((instruction) => instruction.word === word)?.rest ?? ''
		const command = JSON.parse(last('CMD')) as string[]
		const help = execFileSync(command[0] ?? '', [...command.slice(1), '--help'], {
			cwd: root,
			encoding: 'utf8',
		})
		expect(help).toContain('Starts the server')
		expect(readFileSync(join(root, 'build/release.sha256'), 'utf8')).toMatch(/prerendered\/en\/w\/tell\.html/)
		// The check of its health is a script inside a JSON list: both have to be readable.
		const check = JSON.parse(last('HEALTHCHECK').replace(/^CMD /, '')) as string[]
		expect(spawnSync(process.execPath, ['--check', '-'], { input: check[2] ?? 'missing (' }).status).toBe(0)
		expect(last('USER')).toBe('node')
	},
	SECONDS_TO_INSTALL * 1000,
)
