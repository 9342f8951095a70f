import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { DatabaseSync } from 'node:sqlite'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHECKS, FINDINGS } from '#domain/host/judge-host.ts'
import { MAIL_SIZE } from '#server/gateways/compose-mail.ts'
import { noticeWords } from '#server/words/notice-words.ts'
import { ask, type ApiServer, startApi } from '../../../tests/world/api-server.ts'
import { anEnvelope, firstMessage, newPerson } from '../../../tests/world/person.ts'
import { openPostOffice } from '../../../tests/world/post-office.ts'
import { openTeam, type Team } from '../../../tests/world/team.ts'

let dataDir: string
let api: ApiServer
let team: Team
beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'check-'))
	api = await startApi({ dataDir })
	team = await openTeam(api)
})
afterEach(async () => {
	await api.stop()
	rmSync(dataDir, { recursive: true })
})

const MAIN = 'src/cli/main.ts'

function run(...words: string[]) {
	const environment = { ...process.env, DATA_DIR: dataDir, ORIGIN: 'https://tell.example' }
	return spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8', env: environment })
}

const report = v.object({
	findings: v.array(v.object({ check: v.picklist(CHECKS), finding: v.picklist(FINDINGS) })),
	seizure: v.record(v.string(), v.nullable(v.union([v.number(), v.string()]))),
})

async function tell(): Promise<void> {
	const frame = firstMessage(newPerson(team.desk), await anEnvelope('The guards at Kessa came back.'))
	expect((await ask(api.address, 'tell', { at: { desk: team.desk }, frames: [frame] })).status).toBe(200)
}

function inspected() {
	const { stdout, status } = run('check', '--json')
	const { findings, seizure } = v.parse(report, JSON.parse(stdout))
	return { status, seizure, of: new Map(findings.map(({ check, finding }) => [check, finding])) }
}

test('a host is told, while the server runs, what is missing and what a thief would count', async () => {
	await tell()
	await tell()
	const { status, seizure, of } = inspected()
	expect(status).toBe(1)
	expect(of.get('line')).toBe('well')
	expect(of.get('addresses')).toBe('well')
	expect([of.get('backup'), of.get('restore')]).toEqual(['no-backup', 'never-restored'])
	expect(of.get('members')).toBe('one-member')
	expect(seizure).toMatchObject({ mailboxes: 2, messages: 2, opened: 0, entries: 0, members: 1 })
	expect(seizure['lastDay']).toBe(new Date().toISOString().slice(0, 10))
	writeFileSync(join(dataDir, 'corrections.json'), '[{}]')
	const { stdout, stderr } = run('check')
	expect(stderr).toContain('corrections.json: left out: entry 1')
	expect(stdout).toContain('✗ Two members\n    Only one member opens messages.')
	expect(stdout).toMatch(/Mailboxes: 2\n/)
})

test('once a copy was made and tried, both are in order, and the trial changed nothing', async () => {
	await tell()
	const copy = join(dataDir, 'copy.db')
	expect(run('backup', copy).status).toBe(0)
	await tell()
	const tried = run('restore', '--try', copy)
	expect(tried.stdout).toContain('can be put back')
	expect(tried.status).toBe(0)
	const { of, seizure } = inspected()
	expect([of.get('backup'), of.get('restore')]).toEqual(['well', 'well'])
	expect(seizure['messages']).toBe(2)
	expect(readdirSync(dataDir).filter((name) => name.startsWith('trial-'))).toEqual([])
})

test('a damaged copy does not count as one that was tried', async () => {
	await tell()
	const copy = join(dataDir, 'copy.db')
	execFileSync(process.execPath, [MAIN, 'backup', copy], { env: { ...process.env, DATA_DIR: dataDir } })
	const database = new DatabaseSync(copy)
	database.exec('UPDATE messages SET envelope = zeroblob(length(envelope))')
	database.close()
	expect(run('restore', '--try', copy).status).toBe(1)
	expect(inspected().of.get('restore')).toBe('never-restored')
})

test('a folder without a database is refused, and none is made', () => {
	const empty = mkdtempSync(join(tmpdir(), 'empty-'))
	const environment = { ...process.env, DATA_DIR: empty }
	const { status, stderr } = spawnSync(process.execPath, [MAIN, 'check'], {
		encoding: 'utf8',
		env: environment,
	})
	expect(status).toBe(1)
	expect(stderr).toContain('There is no database')
	expect(readdirSync(empty)).toEqual([])
	rmSync(empty, { recursive: true })
})

const FROM = 'reminders@lantern.example'

/** As a host with a mail server; beside this process, in which the post office answers. */
async function withMail(url: string, ...words: string[]) {
	const child = spawn(process.execPath, [MAIN, 'check', '--json', ...words], {
		env: { ...process.env, DATA_DIR: dataDir, SMTP_URL: url, SMTP_FROM: FROM },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	const [out, said, [status]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close') as Promise<[number]>,
	])
	const found = out === '' ? [] : v.parse(report, JSON.parse(out)).findings
	return { status, said, mail: found.find(({ check }) => check === 'mail')?.finding }
}

test('a host without a mail server is told what that means, and it is no fault', () => {
	expect(inspected().of.get('mail')).toBe('no-mail')
	expect(run('check').stdout).toContain(
		'? Mail that tells members\n    No mail is sent: SMTP_URL is not set.',
	)
	expect(run('check', '--mail', 'ruth@example.org').status).toBe(2)
})

test('a mail that is tried is one of the members’ mails, and is remembered for this mail server alone', async () => {
	const post = await openPostOffice()
	try {
		expect((await withMail(post.url)).mail).toBe('mail-untried')
		expect((await withMail(post.url, '--mail', 'nobody')).status).toBe(2)
		post.refuse.code = 550
		const refused = await withMail(post.url, '--mail', 'ruth@example.org')
		expect(refused.said).toContain('will not take')
		expect(refused.mail).toBe('mail-untried')
		post.refuse.code = null
		const taken = await withMail(post.url, '--mail', 'ruth@example.org')
		expect(taken.said).toContain('took the mail')
		expect(taken.mail).toBe('well')
		expect(post.mails.map(({ to }) => to)).toEqual(['ruth@example.org'])
		expect(post.mails[0]?.raw.length).toBe(MAIL_SIZE)
		expect(post.mails[0]?.text).toBe(noticeWords('en', 'news').text)
		expect((await withMail(post.url)).mail).toBe('well')
		const elsewhere = 'smtp://127.0.0.1:1'
		expect((await withMail(elsewhere)).mail).toBe('mail-untried')
		expect((await withMail(elsewhere, '--mail', 'ruth@example.org')).said).toContain('could not be reached')
	} finally {
		await post.stop()
	}
})
