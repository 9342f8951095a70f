// The second command: installs what the tests need, runs them all, ends with a plain total.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, root, runPinned } from '../bin/house.mjs'

const TOOLS = [
	{ package: 'chromium', path: '/usr/bin/chromium' },
	{ package: 'chromium-headless-shell', path: '/usr/bin/chromium-headless-shell' },
	{ package: 'firefox-esr', path: '/usr/bin/firefox-esr' },
	{ package: 'age', path: '/usr/bin/age' },
	{ package: 'libreoffice-writer-nogui', path: '/usr/bin/soffice' },
	{ package: 'strace', path: '/usr/bin/strace' },
	{ package: 'postgresql-15', path: '/usr/lib/postgresql/15/bin/initdb' },
	{ package: 'nginx-light', path: '/usr/sbin/nginx' },
	{ package: 'caddy', path: '/usr/bin/caddy' },
	{ package: 'tor', path: '/usr/bin/tor' },
	{ package: 'openssl', path: '/usr/bin/openssl' },
	{ package: 'systemd', path: '/usr/bin/systemd-analyze' },
]

installTools()
install()
build()
if (process.argv[2] === 'prove') process.env.PROVE = '1'
else runPinned(['tests/check.mjs', 'static'])

// One after the other: what drives a browser has time limits, and should not wait for the rest.
const results = [runTests('rest', ['rules', 'server']), runTests('journeys', ['journeys'])]
const sum = (count) => results.reduce((all, result) => all + count(result), 0)
const passed = sum(({ numPassedTests }) => numPassedTests)
const skipped = sum(({ numPendingTests }) => numPendingTests)
const failed = sum(({ numFailedTests, testResults }) => numFailedTests + testResults.filter(isBroken).length)
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(results.some(({ status }) => status !== 0) || failed > 0 || passed === 0 ? 1 : 0)

/** A file that failed before its first test. */
function isBroken({ status, assertionResults }) {
	return status === 'failed' && assertionResults.length === 0
}

/** @returns vitest's report of these projects, and the status it ended with */
function runTests(name, projects) {
	const folder = join(root, 'test-results')
	mkdirSync(folder, { recursive: true })
	const report = join(folder, `${name}.json`)
	rmSync(report, { force: true })
	const status = runPinned(
		[
			'node_modules/vitest/vitest.mjs',
			'run',
			...projects.map((project) => `--project=${project}`),
			'--passWithNoTests',
			'--reporter=default',
			'--reporter=json',
			`--outputFile=${report}`,
			...process.argv.slice(3),
		],
		// Tests start many servers; what one start compiled serves the others.
		{
			allowFailure: true,
			env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled-tests') },
		},
	)
	return { status, ...JSON.parse(readFileSync(report, 'utf8')) }
}

function installTools() {
	const missing = TOOLS.filter(({ path }) => !existsSync(path)).map((tool) => tool.package)
	if (missing.length === 0) return
	const command = `apt-get install -y ${missing.join(' ')}`
	if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) {
		console.error(
			`The tests need Debian packages that are not here. Install them, then run the tests again:\n  sudo ${command}`,
		)
		process.exit(1)
	}
	console.log(`Installing for the tests: ${missing.join(', ')} …`)
	const quiet = {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	}
	execFileSync('apt-get', ['update', '-q'], quiet)
	execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], quiet)
}
