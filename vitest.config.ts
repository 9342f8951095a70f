import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Browsers wait more than they work: two files at once keep two processors busy, three make each other late.
const MOST_AT_ONCE = 2

// What takes longest, longest first.
const LONG = [
	'src/server/crash.test.ts',
	'src/server/jobs/notices.test.ts',
	'tests/journeys/somebody-looks.test.ts',
	'tests/journeys/public-pages.test.ts',
	'tests/journeys/inbox.test.ts',
	'tests/journeys/keep-for-later.test.ts',
	'tests/journeys/return.test.ts',
	'tests/journeys/set-up.test.ts',
	'tests/deploy/units.test.ts',
	'tests/journeys/plain-door-crowd.test.ts',
	'tests/journeys/show-again.test.ts',
	'tests/canary/canary.test.ts',
	'tests/journeys/without-compiler.test.ts',
	'tests/journeys/tell.test.ts',
	'tests/journeys/restored.test.ts',
	'tests/journeys/further-languages.test.ts',
	'tests/journeys/retention.test.ts',
	'tests/journeys/passkey.test.ts',
	'tests/journeys/second-administrator.test.ts',
]

/** Begins with what takes long, so that nobody works alone on it at the end; the rest as vitest would have it. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const place = ({ moduleId }: TestSpecification) => {
			const at = LONG.findIndex((file) => moduleId.endsWith(`/${file}`))
			return at === -1 ? LONG.length : at
		}
		return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
	}
}

// Plain modules run as they are, through the subpath imports of package.json; no bundler stands between a test and
// what Node runs.
export default defineConfig({
	test: {
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				test: {
					name: 'rules',
					// Starts databases of earlier releases: a test of the server.
					exclude: ['tests/vectors/databases.test.ts'],
					include: [
						'src/{domain,vault,contract,browser,components}/**/*.test.ts',
						'tests/{architecture,vectors,content}/**/*.test.ts',
						'tests/fuzz/parsers.test.ts',
					],
					environment: 'node',
					// Pure modules keep nothing from one file to the next, so a worker need not start anew for each.
					pool: 'threads',
					isolate: false,
					restoreMocks: true,
					maxWorkers: MOST_AT_ONCE,
					testTimeout: 60_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'server',
					include: [
						'src/{server,cli,door}/**/*.test.ts',
						'tests/vectors/databases.test.ts',
						'tests/fuzz/endpoints.test.ts',
					],
					environment: 'node',
					maxWorkers: MOST_AT_ONCE,
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'journeys',
					include: ['tests/{journeys,hostile-server,canary,deploy}/**/*.test.ts'],
					environment: 'node',
					maxWorkers: MOST_AT_ONCE,
					testTimeout: 240_000,
					hookTimeout: 240_000,
				},
			},
		],
	},
})
