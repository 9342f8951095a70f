import type { ParseArgsOptionsConfig } from 'node:util'
import { backup } from '#cli/backup.ts'
import { build } from '#cli/build.ts'
import { check } from '#cli/check/check.ts'
import { content } from '#cli/content/content.ts'
import { demo } from '#cli/demo/demo.ts'
import { find } from '#cli/find.ts'
import { openFile } from '#cli/open.ts'
import { comeBack } from '#cli/person/come-back.ts'
import { report } from '#cli/person/report.ts'
import { send } from '#cli/person/send.ts'
import { restore } from '#cli/restore.ts'
import { sealFile } from '#cli/seal.ts'
import { setup } from '#cli/setup.ts'
import { start } from '#cli/start.ts'
import { verify } from '#cli/verify/verify.ts'

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** 0 done, 1 refused with a reason on standard error, 2 called wrongly. */
export type ExitCode = 0 | 1 | 2

export type Verb = {
	summary: string
	usage: string
	options: ParseArgsOptionsConfig
	run: (words: string[], values: Values) => Promise<ExitCode>
}

export const VERBS: Readonly<Record<string, Verb>> = {
	start,
	demo,
	build,
	setup,
	check,
	backup,
	restore,
	verify,
	seal: sealFile,
	open: openFile,
	report,
	return: comeBack,
	send,
	find,
	content,
}
