import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letterDocx } from '#browser/letters/letter-docx.ts'
import { materialOf } from '#components/letters/letter-material.ts'
import type { Day } from '#domain/days.ts'
import { composeLetter, type Letter } from '#domain/letters/compose-letter.ts'
import { judgeLetter } from '#domain/letters/judge-letter.ts'
import {
	LETTER_KINDS,
	LETTER_LANGUAGES,
	type LetterAnswers,
	type LetterKind,
	type LetterLanguage,
	TEXT_ITEMS,
} from '#domain/letters/letter-items.ts'
import { plainLetter } from '#domain/letters/plain-letter.ts'
import { letterFile } from '../../src/routes/[lang=lang]/letters.json/letter-file.ts'
import { finderFacts, TODAY } from '../content/finder-facts.ts'

/** Milliseconds for all letters; LibreOffice starts in about four seconds. */
const PATIENCE = 120_000

const material = materialOf(letterFile('en'))
const LETTERS = LETTER_KINDS.flatMap((kind) => LETTER_LANGUAGES.map((language) => [kind, language] as const))
let folder: string

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'office-'))
	for (const [kind, language] of LETTERS)
		writeFileSync(join(folder, `${kind}-${language}.docx`), await letterDocx(letterOf(kind, language)))
	await readAsText(LETTERS.map(([kind, language]) => join(folder, `${kind}-${language}.docx`)))
})

afterAll(() => {
	rmSync(folder, { recursive: true })
})

/** LibreOffice writes beside each file what it reads in it. Its profile is its own, and it starts once for all. */
async function readAsText(files: readonly string[]): Promise<void> {
	const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
	const convert = ['--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder]
	await promisify(execFile)('/usr/bin/soffice', [profile, ...convert, ...files], { timeout: PATIENCE })
}

/** A letter with something of everything: lines, a list, a day, gaps, and what a file's format could trip over. */
function letterOf(kind: LetterKind, language: LetterLanguage): Letter {
	const answers: LetterAnswers = {
		country: 'COL',
		texts: {
			...Object.fromEntries(
				TEXT_ITEMS.map((item) => [item, `<${item}> & “${item}”\nsecond  line\tof ${item}`]),
			),
			event: 'Les gardes ont frappé Joseph.\n\nضربوا أخي عند المنجم\n殴打了我哥哥',
			rights: '',
		},
		choices: {
			committee: 'ic_ccpr',
			danger: 'yes',
			harm: 'removal',
			consent: 'yes',
			stateName: 'yes',
			companyName: 'yes',
			senderNamed: 'yes',
		},
		days: { lastDay: '2026-02-03' as Day },
		elsewhereAt: [
			{ body: 'iachr_petition', state: 'pending' },
			{ body: 'ic_cat', state: 'finished' },
		],
	}
	const judgement = judgeLetter(kind, answers, finderFacts, TODAY)
	return composeLetter(kind, answers, judgement, material.words[language], false)
}

/** The words in their order, a line each, without what only looks: headings in capitals, the mark before an entry. */
function linesOf(text: string): string[] {
	return text
		.replace(/^\uFEFF/, '')
		.split('\n')
		.map((line) =>
			line
				.replace(/^\s*[-•●]\s+/, '')
				.replaceAll(/\s+/g, ' ')
				.trim()
				.toUpperCase(),
		)
		.filter((line) => line !== '')
}

test.each(LETTERS)(
	'LibreOffice reads in a letter %s, in %s, word for word what the plain text says',
	(kind, language) => {
		const read = readFileSync(join(folder, `${kind}-${language}.txt`), 'utf8')
		const lines = linesOf(plainLetter(letterOf(kind, language)))
		expect(lines.length).toBeGreaterThan(20)
		expect(linesOf(read)).toEqual(lines)
	},
)
