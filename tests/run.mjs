// The second command: installs what the tests need, runs them all, ends with a plain total.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, root, runPinned } from '../bin/house.mjs'

const TOOLS = [
	{ package: 'chromium', path: '/usr/bin/chromium' },
	{ package: 'firefox-esr', path: '/usr/bin/firefox-esr' },
	{ package: 'age', path: '/usr/bin/age' },
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

const results = join(root, 'test-results', 'vitest.json')
mkdirSync(join(root, 'test-results'), { recursive: true })
const status = runPinned(
	[
		'node_modules/vitest/vitest.mjs',
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile=${results}`,
		...process.argv.slice(3),
	],
	{ allowFailure: true },
)
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
	readFileSync(results, 'utf8'),
)
const brokenFiles = testResults.filter(
	({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length
const failed = numFailedTests + brokenFiles
console.log(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`)
process.exit(status !== 0 || failed > 0 || numPassedTests === 0 ? 1 : 0)

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
