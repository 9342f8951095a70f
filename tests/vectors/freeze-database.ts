// Writes what this release stores into files that every later release must open: a SQLite database, the same on
// PostgreSQL as SQL, and the secrets of the people in it. Run once, when a release with a new format is made:
//
//   node tests/vectors/freeze-database.ts

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bytesToHex } from '@noble/hashes/utils.js'
import { callServerAt } from '#browser/call-server.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { emptyDrawer } from '#browser/desk/inbox/drawer.ts'
import { catchUp } from '#browser/desk/inbox/sync.ts'
import { backUp } from '#server/storage/backup.ts'
import { migrationsFor } from '#server/storage/migrations.ts'
import { newSecret, toWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import { startApi } from '../world/api-server.ts'
import { atWork, digesterOf, done, look, openFirst } from '../world/at-work.ts'
import { startPostgres } from '../world/postgres-server.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { answersFor, routeAfter, tell } from '../world/writer.ts'

const version = migrationsFor('sqlite').at(-1)?.version ?? 0
const into = (ending: string) => new URL(`database-v${String(version)}.${ending}`, import.meta.url)

const folder = mkdtempSync(join(tmpdir(), 'freeze-'))
const postgres = await startPostgres()
const databaseUrl = await postgres.newDatabase()
const secrets = {
	sqlite: await fill(null),
	postgres: await fill(databaseUrl),
}
writeFileSync(into('json'), `${JSON.stringify(secrets, null, '\t')}\n`)
const dump = ['--inserts', '--no-owner', databaseUrl]
const dumped = execFileSync('pg_dump', dump, { maxBuffer: 2 ** 28, encoding: 'utf8' })
// Lines for psql alone, which a plain connection does not understand.
writeFileSync(into('postgres.sql.gz'), gzipSync(dumped.replace(/^\\.*\n/gm, ''), { level: 9 }))
await postgres.stop()
rmSync(folder, { recursive: true })

/** Ruth and Tomas read; Amina was answered and wrote again, nobody has taken Daoud's message in. */
async function fill(databaseUrl: string | null): Promise<object> {
	const dataDir = join(folder, databaseUrl === null ? 'sqlite' : 'postgres')
	const server = await startApi({ dataDir, ...(databaseUrl === null ? {} : { databaseUrl }) })
	callServerAt(server.address)
	const today = todayAt(server)
	const [ruth, tomas] = (await startWorking(server.instance, ['Ruth', 'Tomas'], today)) as [Worker, Worker]
	const words = [drawWords('fr'), drawWords('ar')] as const
	const amina = await tell(ruth.open, { text: 'Ils surveillent nos réunions.' }, words[0].secret)
	await tell(ruth.open, { text: 'لقد أغلقوا مكتبنا.', language: 'ar' }, words[1].secret)

	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(ruth), today)
	const { reader, token } = atWork(tomas)
	const note = { kind: 'noted', text: 'Amina is the sister of Joseph.' } as const
	await appendEntries(await look(mailbox, { reader, token }), [note], reader, token)
	const view = await look(mailbox, atWork(ruth))
	const answer = {
		text: 'Nous vous avons lue.',
		stage: 'reading',
		nextStep: 'Ruth lit.',
		promised: null,
	} as const
	const wrote = await writeAnswer(view, answer, atWork(ruth).reader, ruth.open.token, today)
	done(wrote)
	if (wrote.answer === null) throw new Error('there is nothing to leave')
	await leaveDeposit(view, wrote.answer, ruth.open.desk)
	const [read] = await answersFor(amina)
	if (read === undefined) throw new Error('the answer did not arrive')
	const addition = { kind: 'addition', topic: 'where', text: 'Près de la mine.', when: null } as const
	await amina.visit.say(addition, routeAfter(read))
	await catchUp(
		emptyDrawer(),
		{ ...atWork(ruth), digester: digesterOf(atWork(ruth)) },
		{
			onDigests: () => undefined,
			onThreads: () => undefined,
			onGone: () => undefined,
			onProgress: () => undefined,
			signal: new AbortController().signal,
		},
	)
	if (databaseUrl === null) {
		const copy = join(folder, 'copy.db')
		await backUp(dataDir, copy)
		writeFileSync(into('sqlite.gz'), gzipSync(readFileSync(copy), { level: 9 }))
	}
	await server.stop()
	return {
		day: today,
		desk: ruth.open.desk,
		members: [ruth, tomas].map(({ of: { login, sheet } }) => ({ login, sheet: bytesToHex(sheet) })),
		amina: {
			words: words[0].words,
			story: 'Ils surveillent nos réunions.',
			addition: addition.text,
			note: note.text,
			answer: answer.text,
		},
		daoud: { words: words[1].words, story: 'لقد أغلقوا مكتبنا.' },
	}
}

function drawWords(language: 'fr' | 'ar'): {
	secret: Uint8Array
	words: { language: string; words: string }
} {
	const list = lists.find((one) => one.language === language)
	if (list === undefined) throw new Error('no such list')
	const secret = newSecret('return', crypto.getRandomValues(new Uint8Array(16)))
	return { secret, words: { language, words: toWords(secret, 'return', list).join(' ') } }
}
