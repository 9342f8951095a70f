// `npm run check`: types, rules of style, and the tests of the pure rooms. At most 90 seconds. `static` leaves the
// tests out, `lint` the types as well.
import { install, root, runPinned, startPinned } from '../bin/house.mjs'

// Compilers and parsers make much and drop it soon: room for it saves collecting it.
const ROOM = '--max-semi-space-size=64'

const lint = {
	args: ['eslint/bin/eslint.js', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'],
	// One program for all files, pages among them, in the place of a new one for every page.
	env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' },
}
const format = { args: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] }
const types = [
	{
		args: [
			'svelte-check/bin/svelte-check',
			'--tsconfig',
			'./tsconfig.json',
			'--fail-on-warnings',
			'--output',
			'human',
		],
	},
	{ args: ['typescript/bin/tsc', '-p', 'src/domain/tsconfig.json'] },
]
const tests = { args: ['vitest/vitest.mjs', 'run', '--project', 'rules'] }

// The linter takes about as long as all the rest together. Tests come last: they use what the linter leaves free.
const beside = { lint: [format], static: [...types, format], all: [...types, format, tests] }

install()
runPinned(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'])
const passed = await Promise.all([inTurn([lint]), inTurn(beside[process.argv[2] ?? 'all'])])
if (!passed.every(Boolean)) process.exitCode = 1

/** Runs these one after the other, whatever they find, and prints what each had to say when it is done. */
async function inTurn(steps) {
	let passed = true
	for (const { args, env } of steps) {
		const [tool, ...rest] = args
		const { status, output } = await startPinned([ROOM, `${root}/node_modules/${tool}`, ...rest], env)
		process.stdout.write(output)
		if (status !== 0) console.error(`${tool.split('/')[0]} failed.`)
		passed &&= status === 0
	}
	return passed
}
