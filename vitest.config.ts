import { defineConfig } from 'vitest/config'

// Browsers wait more than they work: two files at once keep two processors busy, three make each other late.
const MOST_AT_ONCE = 2

// Plain modules run as they are, through the subpath imports of package.json; no bundler stands between a test and
// what Node runs.
export default defineConfig({
	test: {
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
