import type { ExitCode, Verb } from '#cli/verbs.ts'

/** `bin/safeconduct` does it before anything here can run: an older build may lack what this file imports. */
export const build: Verb = {
	summary: 'Installs what the lockfile names and builds the pages, unless that was done already.',
	usage:
		'\n\nWrites build/release.sha256, the manifest `verify` compares sites with. Then restart the server.',
	options: {},
	run: (): Promise<ExitCode> => Promise.resolve(0),
}
