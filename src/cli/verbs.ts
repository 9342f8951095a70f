import type { ParseArgsOptionsConfig } from 'node:util'

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** 0 done, 1 refused with a reason on standard error, 2 called wrongly. */
export type ExitCode = 0 | 1 | 2

export type Verb = {
	summary: string
	usage: string
	options: ParseArgsOptionsConfig
	run: (words: string[], values: Values) => Promise<ExitCode>
}

/** Each is loaded when it is asked for: a server that runs for months holds nothing of the others. */
export const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
	start: async () => (await import('#cli/start.ts')).start,
	demo: async () => (await import('#cli/demo/demo.ts')).demo,
	build: async () => (await import('#cli/build.ts')).build,
	setup: async () => (await import('#cli/setup.ts')).setup,
	check: async () => (await import('#cli/check/check.ts')).check,
	backup: async () => (await import('#cli/backup.ts')).backup,
	restore: async () => (await import('#cli/restore.ts')).restore,
	verify: async () => (await import('#cli/verify/verify.ts')).verify,
	seal: async () => (await import('#cli/seal.ts')).sealFile,
	open: async () => (await import('#cli/open.ts')).openFile,
	report: async () => (await import('#cli/person/report.ts')).report,
	return: async () => (await import('#cli/person/come-back.ts')).comeBack,
	send: async () => (await import('#cli/person/send.ts')).send,
	find: async () => (await import('#cli/find.ts')).find,
	content: async () => (await import('#cli/content/content.ts')).content,
}
