import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { digestOf } from '#browser/desk/inbox/digest.ts'
import { emptyDrawer, loadDrawer } from '#browser/desk/inbox/drawer.ts'
import { catchUp, fetchThread } from '#browser/desk/inbox/sync.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import { renewKeyring } from '#browser/desk/members/try-sheet.ts'
import { findTeams } from '#browser/reporter/find-team.ts'
import { collectMailbox } from '#browser/reporter/mailbox.ts'
import { arrangeAnswers } from '#browser/reporter/thread-answers.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { Frame } from '#contract/frames.ts'
import { addDays, type Day } from '#domain/days.ts'
import { openKeyring } from '#vault/member-keys.ts'
import { hashOf } from '#vault/outside/format.ts'
import { readFrames } from '#contract/frames.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, digesterOf, done, look, openFirst } from '../world/at-work.ts'
import {
	lieInAnswers,
	lieInFrames,
	lieInJson,
	type LyingServer,
	sayOnly,
	startLyingServer,
} from '../world/lying-server.ts'
import { todayAt } from '../world/team.ts'
import { quickDerive, startWorking, type Worker } from '../world/working-team.ts'
import { answersFor, routeToAll, tell, type Writer } from '../world/writer.ts'

// Lies that are believed, because nothing on anybody's device could tell. docs/threat-model.md names every one of them
// in public; a lie that is refused one day has to go from that list, and from here.

const MODEL = readFileSync(new URL('../../docs/threat-model.md', import.meta.url), 'utf8')
const NAMED = MODEL.split('## What no client can know')[1]!
	.split('\n## ')[0]!
	.match(/^- [^]*?(?=\n- |\n\n)/gm)!

let server: ApiServer
let liar: LyingServer
let today: Day
let ruth: Worker
let lena: Worker
const { signal } = new AbortController()
const shown = new Set<string>()

beforeAll(async () => {
	server = await startApi()
	liar = await startLyingServer(server.address)
	today = todayAt(server)
	callServerAt(liar.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today)
	ruth = workers[0]!
	lena = workers[2]!
})

afterEach(() => {
	liar.honest()
})

afterAll(async () => {
	liar.stop()
	await server.stop()
})

/** The one item of the public list that has these words in bold. */
function named(words: string): string {
	const items = NAMED.filter((item) => item.includes(`**${words}**`))
	expect(items).toHaveLength(1)
	shown.add(items[0]!)
	return items[0]!
}

async function answered(writer: Writer, text: string): Promise<void> {
	const { mailbox } = writer.mailbox.keys
	const now = await look(mailbox, atWork(ruth))
	const view = now.state.story === null ? await openFirst(mailbox, atWork(ruth), today) : now
	const words = { text, stage: 'reading', nextStep: '', promised: null } as const
	const wrote = await writeAnswer(view, words, atWork(ruth).reader, ruth.open.token, today)
	done(wrote)
	await leaveDeposit(view, wrote.answer!, ruth.open.desk)
}

test('a list of who reads that is up to 30 days old', async () => {
	named('up to 30 days old')
	// It also says that somebody looked lately.
	liar.lie({
		desks: lieInJson(({ desks, ...rest }: Tell<'desks'>) => ({
			...rest,
			desks: desks.map((one) => ({ ...one, lastRead: addDays(today, 28) })),
		})),
	})
	expect(await findTeams(addDays(today, 29), signal)).toMatchObject({ ok: true })
})

test('the list of a different team', async () => {
	named("different team's")
	const other = await startApi()
	callServerAt(other.address)
	await startWorking(other.instance, ['Mallory', 'Eve'], today)
	const desks = await callServer('desks', null)
	const { desk } = desks.desks[0]!
	const roster = await callServer('roster', null, { at: { desk } })
	callServerAt(liar.address)
	liar.lie({ desks: sayOnly(desks), roster: sayOnly(roster) })
	expect(await findTeams(today, signal)).toMatchObject({ ok: true, teams: [{ desk }] })
	await other.stop()
})

test('an answer that is kept back, the newest or all of them', async () => {
	named('newest')
	const amina = await tell(ruth.open, { text: 'Is anybody there?' })
	await answered(amina, 'The first.')
	await answered(amina, 'The second.')
	liar.lie({ collect: lieInAnswers((answers) => answers.slice(0, 1)) })
	expect(arrangeAnswers((await collectMailbox(amina.mailbox)).deposits, -1).items).toMatchObject([
		{ kind: 'answer', record: { text: 'The first.' } },
	])
	liar.lie({ collect: lieInAnswers(() => []) })
	expect(await answersFor(amina)).toEqual([])
})

test('a message that is acknowledged and thrown away', async () => {
	named('stored')
	const amina = await tell(ruth.open, { text: 'Help.' })
	liar.lie({
		write: (_, __, body) => {
			const [frame] = readFrames(body)
			const said = JSON.stringify({ hash: hashOf(frame!.bytes) })
			return Promise.resolve({
				status: 200,
				type: 'application/json',
				body: new TextEncoder().encode(said),
			})
		},
	})
	await amina.visit.say(
		{ kind: 'addition', topic: 'more', text: 'Lost.', when: null },
		routeToAll(amina.team),
	)
	liar.honest()
	const { mailbox } = amina.mailbox.keys
	expect((await openFirst(mailbox, atWork(ruth), today)).state.messages).toHaveLength(1)
	expect(digestOf(await look(mailbox, atWork(ruth)), 1, ruth.open.me.id).look).toBeNull()
})

const isEntry = (seq: number) => (frame: Frame) =>
	(frame.head as { entry?: { seq: number } }).entry?.seq === seq

test('the newest entries, from a member who has not seen them', async () => {
	named('newest entries')
	const amina = await tell(ruth.open, { text: 'What do you do?' })
	await answered(amina, 'We ask.')
	const lie = lieInFrames((frames) => frames.filter((frame) => !isEntry(1)(frame)))
	liar.lie({ thread: lie, changes: lie })
	const view = await look(amina.mailbox.keys.mailbox, atWork(lena))
	expect([view.state.answers.length, view.broken, view.rolledBack]).toEqual([0, null, null])
})

test('an old journal together with old notes about it', async () => {
	named('old notes')
	const amina = await tell(ruth.open, { text: 'Remember this.' })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(ruth), today)
	const who = { ...atWork(lena), digester: digesterOf(atWork(lena)) }
	const nothing = () => undefined
	const report = { onDigests: nothing, onThreads: nothing, onGone: nothing, onProgress: nothing, signal }
	await catchUp(emptyDrawer(), who, report)
	let notes: readonly Frame[] = []
	liar.lie({ drawer: lieInFrames((frames) => (notes = frames)) })
	const drawer = await loadDrawer(who.reader, who.token)
	await answered(amina, 'We do.')
	await catchUp(drawer, who, report)
	expect(drawer.digests.get(mailbox)?.pin?.seq).toBe(1)

	const lie = lieInFrames((frames) => frames.filter((frame) => !isEntry(1)(frame)))
	liar.lie({ drawer: lieInFrames(() => notes), thread: lie, changes: lie })
	const { pin = null } = (await loadDrawer(who.reader, who.token)).digests.get(mailbox) ?? {}
	const stored = await fetchThread(mailbox, who)
	expect((await readThread({ ...stored, pin }, who.reader)).rolledBack).toBeNull()
	// A page that stayed unlocked has the newer notes in memory.
	const kept = drawer.digests.get(mailbox)!.pin
	expect((await readThread({ ...stored, pin: kept }, who.reader)).rolledBack).not.toBeNull()
})

test('an old key-ring for whoever knows the old passphrase', async () => {
	named('old key-ring')
	const { desk, secret, keyring } = lena.open
	const { login, passphrase } = lena.of
	await renewKeyring(
		lena.open,
		{ passphrase: 'another six words for her now', sheet: lena.of.sheet },
		quickDerive,
	)
	const old = await quickDerive(passphrase, { desk, login })
	expect(await openKeyring(keyring, old)).toEqual(secret)
})

test('days and other things that are neither key nor text', async () => {
	named('whatever it likes')
	const lastRead = addDays(today, -3)
	liar.lie({
		desks: lieInJson(({ desks, ...rest }: Tell<'desks'>) => ({
			...rest,
			desks: desks.map((desk) => ({ ...desk, lastRead })),
		})),
	})
	expect((await callServer('desks', null)).desks[0]?.lastRead).toBe(lastRead)
})

test('the public list names these and no others', () => {
	expect([...shown].sort()).toEqual([...NAMED].sort())
})
