import { parseArgs } from 'node:util'
import { type Verb, VERBS } from '#cli/verbs.ts'

const DONE = 0
const USAGE = 2

const [name, ...rest] = process.argv.slice(2)
const verb = name === undefined ? undefined : await VERBS[name]?.()

if (verb === undefined) {
	const known = await Promise.all(
		Object.entries(VERBS).map(async ([word, load]) => `  ${word.padEnd(10)} ${(await load()).summary}`),
	)
	console.error(`usage: safeconduct <verb> [options]\n\n${known.join('\n')}\n\nEach verb has --help.`)
	process.exitCode = name === '--help' ? DONE : USAGE
} else if (rest.includes('--help')) {
	console.log(`${verb.summary}\n\nusage: safeconduct ${name ?? ''} ${verb.usage}`)
} else {
	process.exitCode = await run(verb, rest)
}

async function run(known: Verb, words: string[]): Promise<number> {
	let parsed
	try {
		parsed = parseArgs({ args: words, options: known.options, allowPositionals: true })
	} catch (error) {
		// parseArgs reports a wrong option as TypeError with a code of this family.
		if (!(error instanceof TypeError)) throw error
		console.error(`${error.message}\nusage: safeconduct ${name ?? ''} ${known.usage}`)
		return USAGE
	}
	return known.run(parsed.positionals, parsed.values)
}
