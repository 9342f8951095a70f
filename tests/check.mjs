// `npm run check`: types, rules of style, and the tests of the pure rooms. At most 90 seconds.
import { install, runPinned } from '../bin/house.mjs'

install()
runPinned(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'])
runPinned([
	'node_modules/svelte-check/bin/svelte-check',
	'--tsconfig',
	'./tsconfig.json',
	'--fail-on-warnings',
	'--output',
	'human',
])
runPinned(['node_modules/typescript/bin/tsc', '-p', 'src/domain/tsconfig.json'])
runPinned([
	'node_modules/eslint/bin/eslint.js',
	'--cache',
	'--cache-location',
	'node_modules/.cache/eslint/',
	'.',
])
runPinned(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'])
if (process.argv[2] !== 'static') runPinned(['node_modules/vitest/vitest.mjs', 'run', '--project', 'rules'])
