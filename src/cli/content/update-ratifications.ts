import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import countryNames from '#content/en/guide/countries.json' with { type: 'json' }
import { todayHere } from '#cli/content/report-corrections.ts'
import { CONTENT } from '#cli/content/read-content.ts'
import { NoStatusPage, readStatusPage } from '#cli/content/read-status-page.ts'
import type { ExitCode } from '#cli/verbs.ts'
import { acceptanceFacts } from '#contract/finder-facts.ts'
import {
	type Change,
	compareCells,
	compareTreaty,
	type Comparison,
	instrumentOf,
	type ToldCell,
} from '#contract/ratifications/compare.ts'
import { treatyNames } from '#contract/ratifications/treaty-names.ts'
import {
	type AcceptanceFile,
	asWritten,
	withChanges,
	withDayRead,
} from '#contract/ratifications/write-acceptance.ts'
import { PageFaulty, readPage } from '#contract/read-page.ts'
import { isDay } from '#domain/days.ts'

/** A line of a list that is not STATE,PROCEDURE,DATE. */
class LineWrong extends Error {
	override name = 'LineWrong'
}

type Read = { comparison: Comparison; written: (file: AcceptanceFile) => AcceptanceFile; about: string }

/** @returns 0 when nothing differs or all was written, 1 otherwise */
export function updateRatifications(
	file: string,
	{ write, json, folder = CONTENT }: { write: boolean; json: boolean; folder?: string },
): Promise<ExitCode> {
	const path = join(folder, 'facts', 'acceptance.json')
	try {
		const known: unknown = JSON.parse(readFileSync(path, 'utf8'))
		const facts = readPage(acceptanceFacts, 'facts/acceptance', known)
		if (!v.is(acceptanceFacts, known)) throw new PageFaulty('facts/acceptance')
		const text = readFileSync(file, 'utf8')
		const read = /<html|<table/iu.test(text) ? readPageOf(facts, text) : readLines(facts, text)
		const { comparison } = read
		console.log(json ? JSON.stringify(comparison, null, '\t') : say(read))
		const isClear = comparison.doubts.length === 0
		if (!write) return Promise.resolve(isClear && comparison.changes.length === 0 ? 0 : 1)
		if (!isClear) {
			console.error('Nothing was written.')
			return Promise.resolve(1)
		}
		writeFileSync(path, asWritten(read.written(withChanges(known, comparison.changes))))
		return Promise.resolve(0)
	} catch (error) {
		if (!isExpected(error)) throw error
		console.error(error.message)
		return Promise.resolve(1)
	}
}

function readPageOf(facts: v.InferOutput<typeof acceptanceFacts>, html: string): Read {
	const status = readStatusPage(html)
	const key = instrumentOf(facts, status.treaty)
	return {
		comparison: compareTreaty(facts, status, treatyNames(countryNames)),
		written: (file) => (key === null ? file : withDayRead(file, key, status.asOf, todayHere())),
		about: `${key ?? status.treaty}, as of ${status.asOf}. Declarations below the table are not read.`,
	}
}

function readLines(facts: v.InferOutput<typeof acceptanceFacts>, text: string): Read {
	const codeOf = treatyNames(countryNames)
	const told = text
		.split(/\r?\n/u)
		.filter((line) => line.trim() !== '' && !/^state,/iu.test(line))
		.map((line) => readLine(line, codeOf))
	return {
		comparison: compareCells(facts, told),
		written: (file) => file,
		about: `${String(told.length)} lines`,
	}
}

/** The State may hold a comma; what follows it may not. */
function readLine(line: string, codeOf: (name: string) => string | null | undefined): ToldCell {
	const [, name = '', cell = '', date = ''] = /^"?(.*?)"?\s*,\s*(\w+)\s*,\s*(\S+)\s*$/u.exec(line) ?? []
	const to = date === 'true' || date === 'false' ? date === 'true' : isDay(date) ? date : null
	if (to === null) throw new LineWrong(`not STATE,PROCEDURE,DATE (or true, false): ${line}`)
	return { state: codeOf(name) ?? name, cell, to }
}

function say({ comparison: { changes, unmatched, toLookAt, doubts }, about }: Read): string {
	const kinds: readonly [string, (change: Change) => boolean][] = [
		['+', ({ from }) => from === false],
		['±', ({ from, to }) => from !== false && to !== false],
		['-', ({ to }) => to === false],
	]
	const lines = kinds.flatMap(([sign, isKind]) =>
		changes
			.filter(isKind)
			.map(
				({ state, part, cell, from, to }) =>
					`${sign} ${state} ${part}.${cell}: ${String(from)} → ${String(to)}`,
			),
	)
	return [
		about,
		...(lines.length === 0 ? ['Nothing differs.'] : lines),
		...unmatched.map((name) => `? not known: ${name}`),
		...toLookAt.map((what) => `? read the declarations: ${what}`),
		...doubts.map((doubt) => `! ${doubt}`),
	].join('\n')
}

function isExpected(error: unknown): error is Error {
	return (
		error instanceof NoStatusPage ||
		error instanceof LineWrong ||
		error instanceof PageFaulty ||
		(error instanceof Error && 'code' in error && error.code === 'ENOENT')
	)
}
