import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plain } from '#cli/person/ask.ts'
import { checkWords } from '#vault/outside/check-words.ts'
import { recordsFor, startTeam, type TeamAtWork } from '../../../tests/journeys/team-at-work.ts'

const MAIN = new URL('../main.ts', import.meta.url).pathname

let team: TeamAtWork
let folder: string
let known: string[]
beforeAll(async () => {
	team = await startTeam()
	folder = mkdtempSync(join(tmpdir(), 'person-'))
	known = ['--url', team.origin, '--check-words', checkWords(team.ruth.desk, wordlist).join(' ')]
})
afterAll(async () => {
	await team.stop()
	rmSync(folder, { recursive: true })
})

/** Runs the command as a script would, with `input` on standard input. */
async function safeconduct(args: readonly string[], input = '') {
	const child = spawn(process.execPath, [MAIN, ...args], { stdio: 'pipe' })
	child.stdin.end(input)
	const [out, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
	return { out, said, code: child.exitCode }
}

test('Amina writes by command, comes back with the words and writes more', async () => {
	const told = await safeconduct(['report', ...known, '--reason', 'to-me-or-us'], 'They came at night.')
	expect(told.code, told.said).toBe(0)
	expect(told.out.trim().split(' ')).toHaveLength(9)

	const more = join(folder, 'more.txt')
	writeFileSync(more, 'They came again.')
	const again = ['return', '--url', team.origin, '--write', more]
	expect((await safeconduct(again, told.out)).said).toContain('--leave-out nobody')
	const back = await safeconduct([...again, '--leave-out', 'nobody'], told.out)
	expect(back.code, back.said).toBe(0)
	expect(back.said).toContain('No new answer')
	const records = await recordsFor(team.ruth)
	const texts = records.flatMap((record) => ('text' in record ? [record.text] : []))
	expect(texts).toEqual(expect.arrayContaining(['They came at night.', 'They came again.']))
})

test('a message is locked into a file here, and brought by somebody else', async () => {
	const file = join(folder, 'file.bin')
	const told = await safeconduct(['report', ...known, '--into', file], 'Carried over the hill.')
	expect(told.code, told.said).toBe(0)
	expect(readFileSync(file).toString('latin1')).not.toContain('hill')
	expect((await safeconduct(['return', '--url', team.origin], told.out)).code).toBe(1)
	expect((await safeconduct(['send', '--url', team.origin, file])).code).toBe(0)
	expect((await safeconduct(['return', '--url', team.origin], told.out)).code).toBe(0)
})

test('with other check words, or none, nothing is sent', async () => {
	const before = (await recordsFor(team.ruth)).length
	const other = ['--url', team.origin, '--check-words', 'kiss control arrive pencil glimpse all roof grief']
	for (const asked of [other, ['--url', team.origin]]) {
		const told = await safeconduct(['report', ...asked], 'To the wrong people.')
		expect(told).toMatchObject({ code: 1, out: '' })
		expect(told.said).toContain('check words')
	}
	expect(await recordsFor(team.ruth)).toHaveLength(before)
})

test('an address that anybody on the way could read or change is not used', async () => {
	for (const url of ['http://kessa.example', 'ftp://kessa.example', 'kessa'])
		expect((await safeconduct(['report', '--url', url], 'x')).code).toBe(2)
})

test('an answer cannot take over the terminal', () => {
	expect(plain('a\u001b]0;title\u0007b\u202ec\n\tд')).toBe('a]0;titlebc\n\tд')
})
