import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callServerAt, Refused } from '#browser/call-server.ts'
import { flagEntry, giveAccess, takeAccess } from '#browser/desk/inbox/access.ts'
import { leaveDeposit, sealAgain, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { answersNotLeft } from '#browser/desk/inbox/answers-not-left.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { retireOriginals, sayChecked } from '#browser/desk/inbox/check-thread.ts'
import { type Digest, digestOf, unopenedStory } from '#browser/desk/inbox/digest.ts'
import { emptyDrawer, loadDrawer } from '#browser/desk/inbox/drawer.ts'
import { exportThread, freshKey, isAgeRecipient } from '#browser/desk/inbox/export-thread.ts'
import { fetchFile } from '#browser/desk/inbox/fetch-file.ts'
import { openThread } from '#browser/desk/inbox/open-thread.ts'
import { type BuildProgress, catchUp } from '#browser/desk/inbox/sync.ts'
import { search } from '#browser/desk/inbox/search.ts'
import { timelineOf } from '#browser/desk/inbox/timeline.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { SendControl } from '#browser/reporter/send-control.ts'
import { sendFile } from '#browser/reporter/send-file.ts'
import type { Day } from '#domain/days.ts'
import { checkedOriginals } from '#domain/threads/decide-check.ts'
import { decideJudgeWish } from '#domain/threads/decide-judge-wish.ts'
import type { FileRef } from '#domain/threads/records.ts'
import { type ApiServer, ask, startApi } from '../world/api-server.ts'
import { atWork, digesterOf, done, follow, look, openFirst } from '../world/at-work.ts'
import { envelopeLike, firstMessage, newPerson } from '../world/person.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, unlock, type Worker } from '../world/working-team.ts'
import { answersFor, routeAfter, routeToAll, tell } from '../world/writer.ts'

let server: ApiServer
let today: Day
let ruth: Worker
let tomas: Worker
let lena: Worker

beforeAll(async () => {
	server = await startApi()
	today = todayAt(server)
	callServerAt(server.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today)
	;[ruth, tomas, lena] = workers as [Worker, Worker, Worker]
})

afterAll(async () => {
	await server.stop()
})

const WORDS = { text: 'We read it.', stage: 'reading', nextStep: 'We check.', promised: null } as const

test('a story is opened for everybody who may read, answered, read by the person, and added to', async () => {
	const amina = await tell(ruth.open, { text: 'Guards of the Kessa mine beat my brother.' })
	await amina.visit.say(
		{ kind: 'addition', topic: 'where', text: 'At the river', when: null },
		routeToAll(amina.team),
	)
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(ruth), today)
	expect(opened.state.ring?.readers).toHaveLength(3)
	expect(opened.state.messages.map(({ record }) => record.kind)).toEqual(['story', 'addition'])

	const wrote = await writeAnswer(opened, WORDS, atWork(ruth).reader, ruth.open.token, today)
	done(wrote)
	await leaveDeposit(opened, wrote.answer!, ruth.open.desk)
	const [answer] = await answersFor(amina)
	expect(answer).toMatchObject({ n: 0, text: 'We read it.', stage: 'reading' })

	await amina.visit.say(
		{ kind: 'addition', topic: 'more', text: 'He is home now', when: null },
		routeAfter(answer!),
	)
	const later = await follow(mailbox, atWork(tomas), today)
	expect(later.state.messages.at(-1)).toMatchObject({
		by: tomas.open.me.id,
		record: { text: 'He is home now' },
	})
	expect(timelineOf(later).map(({ kind }) => kind)).toEqual([
		'message',
		'act',
		'message',
		'answer',
		'message',
	])
})

test('a colleague’s client says once that it found the opening right, and never of its own', async () => {
	const amina = await tell(ruth.open, { text: 'They closed our office.' })
	const { mailbox } = amina.mailbox.keys
	const mine = await openFirst(mailbox, atWork(ruth), today)
	expect(await sayChecked(mine, atWork(ruth).reader, ruth.open.token, today)).toBeNull()
	const theirs = await look(mailbox, atWork(tomas))
	expect(digestOf(theirs, 1, tomas.open.me.id).look).toBe('unchecked')
	done((await sayChecked(theirs, atWork(tomas).reader, tomas.open.token, today))!)
	const after = await look(mailbox, atWork(tomas))
	expect(checkedOriginals(after.state)).toHaveLength(1)
	expect(digestOf(after, 1, tomas.open.me.id).look).toBeNull()
	expect(await sayChecked(after, atWork(tomas).reader, tomas.open.token, today)).toBeNull()
})

test('an answer cut off before the mailbox is sealed again by whoever unlocks next, and arrives once', async () => {
	const amina = await tell(ruth.open, { text: 'They follow me.' })
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(ruth), today)
	done(await writeAnswer(opened, WORDS, atWork(ruth).reader, ruth.open.token, today))
	expect(await answersFor(amina)).toEqual([])

	const found = await look(mailbox, atWork(lena))
	expect(answersNotLeft(found)).toEqual([0])
	expect(digestOf(found, 1, lena.open.me.id).notLeft).toBe(true)
	const again = await sealAgain(found, 0, atWork(lena).reader, lena.open.token, today)
	done(again)
	await leaveDeposit(found, again.answer!, lena.open.desk)
	await leaveDeposit(found, again.answer!, lena.open.desk)
	expect(await answersFor(amina)).toMatchObject([{ n: 0, text: 'We read it.' }])
	expect(answersNotLeft(await look(mailbox, atWork(ruth)))).toEqual([])
})

describe('access', () => {
	test('whoever loses it opens nothing that comes after; whoever gets it opens everything before', async () => {
		const amina = await tell(ruth.open, { text: 'I will speak in Geneva.' })
		const { mailbox } = amina.mailbox.keys
		const opened = await openFirst(mailbox, atWork(ruth), today)
		done(await takeAccess(opened, [lena.open.me.id], atWork(ruth).reader, ruth.open.token, today))
		const without = await look(mailbox, atWork(ruth))
		expect(without.state.ring?.readers).not.toContain(lena.open.me.id)
		done(
			await writeAnswer(
				without,
				{ ...WORDS, text: 'Only for two' },
				atWork(ruth).reader,
				ruth.open.token,
				today,
			),
		)
		const shut = await look(mailbox, atWork(lena))
		expect(shut.entries.map(({ entry }) => (typeof entry === 'string' ? entry : entry.kind))).toEqual([
			'opened',
			'unreadable',
			'unreadable',
		])
		expect(digestOf(shut, 1, lena.open.me.id).standing).toBe('lost')

		const now = await look(mailbox, atWork(tomas))
		done(await giveAccess(now, [lena.open.me.id], atWork(tomas).reader, tomas.open.token, today))
		const again = await look(mailbox, atWork(lena))
		expect(again.state.answers.map(({ record }) => record.text)).toEqual(['Only for two'])
		expect(digestOf(again, 1, lena.open.me.id).standing).toBe('open')
	})

	test('the person’s wish to leave somebody out is kept: they read nothing and get no access', async () => {
		const amina = await tell(ruth.open, { text: 'My cousin works with you.', leftOut: ['coordinator'] })
		const { mailbox } = amina.mailbox.keys
		expect(unopenedStory(await look(mailbox, atWork(ruth)))).toBeNull()
		const opened = await openFirst(mailbox, atWork(tomas), today)
		expect(opened.state.ring?.readers).toEqual(expect.not.arrayContaining([ruth.open.me.id]))
		const given = await giveAccess(opened, [ruth.open.me.id], atWork(tomas).reader, tomas.open.token, today)
		expect(given).toEqual({ ok: false, because: 'left-out-by-the-person' })
	})

	test('two members who write at the same time are told, and nothing is overwritten', async () => {
		const amina = await tell(ruth.open, { text: 'Two at once.' })
		const { mailbox } = amina.mailbox.keys
		const opened = await openFirst(mailbox, atWork(ruth), today)
		const late = await look(mailbox, atWork(tomas))
		done(await writeAnswer(opened, WORDS, atWork(ruth).reader, ruth.open.token, today))
		await expect(
			writeAnswer(late, { ...WORDS, text: 'Mine' }, atWork(tomas).reader, tomas.open.token, today),
		).rejects.toMatchObject({ because: 'not-the-next-entry' })
		const story = unopenedStory(late)!
		expect(await openThread(late, story, atWork(tomas).reader, tomas.open.token, today)).toEqual({
			ok: false,
			because: 'already-open',
		})
	})
})

describe('stolen words', () => {
	test('what they widen waits for a member’s judgement; what they narrow counts at once', async () => {
		const amina = await tell(ruth.open, { text: 'They have my paper with the words.' })
		const { mailbox } = amina.mailbox.keys
		const wider = { reach: 'experts-named', totals: true, keepFrom: '' } as const
		await amina.visit.decide(wider, routeToAll(amina.team))
		const waiting = await openFirst(mailbox, atWork(ruth), today)
		expect(waiting.state.consent.now.reach).toBe('ask-each-time')
		const [wish] = waiting.state.wishes
		expect(wish).toMatchObject({ what: 'wider-consent', standing: 'waiting' })
		expect(digestOf(waiting, 1, ruth.open.me.id).look).toBe('wish')

		const who = { ...atWork(ruth).reader, today }
		const judged = { message: wish!.message, judged: 'refused', how: 'I rang her: it was not she' } as const
		const decision = decideJudgeWish(waiting.state, judged, who)
		if (!decision.ok) throw new Error(decision.because)
		await appendEntries(waiting, [decision.entry], atWork(ruth).reader, ruth.open.token)
		const refused = await look(mailbox, atWork(tomas))
		expect(refused.state.consent).toMatchObject({
			now: { reach: 'ask-each-time', totals: false },
			wish: null,
		})

		await amina.visit.decide({ reach: 'team-only', totals: false, keepFrom: '' }, routeToAll(amina.team))
		const narrowed = await follow(mailbox, atWork(tomas), today)
		expect(narrowed.state.consent.now.reach).toBe('team-only')
	})

	test('a deletion asked for with the words alone deletes nothing', async () => {
		const amina = await tell(ruth.open, { text: 'Keep this.' })
		const { mailbox } = amina.mailbox.keys
		await amina.visit.say({ kind: 'wish', wish: 'delete', text: '' }, routeToAll(amina.team))
		const view = await openFirst(mailbox, atWork(ruth), today)
		expect(view.state.wishes).toMatchObject([{ what: 'delete', standing: 'waiting' }])
		expect((await look(mailbox, atWork(tomas))).state.story?.text).toBe('Keep this.')
	})
})

describe('the list', () => {
	const quiet = {
		onDigests: () => undefined,
		onThreads: () => undefined,
		onGone: () => undefined,
		onProgress: () => undefined,
	}

	test('is built once, kept locked on the server, and brought up to date from there', async () => {
		const who = { ...atWork(lena), digester: digesterOf(atWork(lena)) }
		const report = { ...quiet, signal: new AbortController().signal }
		const drawer = emptyDrawer()
		expect(await catchUp(drawer, who, report)).toBe(true)
		const before = drawer.digests.size
		expect(before).toBeGreaterThan(3)

		const amina = await tell(ruth.open, { text: 'Une école brûlée à Késsa' })
		const loaded = await loadDrawer(who.reader, who.token)
		expect([loaded.digests.size, loaded.upTo]).toEqual([before, drawer.upTo])
		await catchUp(loaded, who, report)
		expect(loaded.digests.get(amina.mailbox.keys.mailbox)).toMatchObject({ standing: 'new', language: 'fr' })
		const found = search([...loaded.digests.values()], 'ECOLE kessa')
		expect(found.map(({ thread }) => thread)).toEqual([amina.mailbox.keys.mailbox])
	})

	test('a list longer than one page is read newest first, whole, and later from where it ended', async () => {
		const who = { ...atWork(lena), digester: digesterOf(atWork(lena)) }
		const seen: string[] = []
		const progress: number[] = []
		const report = {
			...quiet,
			onDigests: (digests: readonly Digest[]) => seen.push(...digests.map(({ thread }) => thread)),
			onProgress: ({ read, of }: BuildProgress) => progress.push(read / of),
			signal: new AbortController().signal,
		}
		const flood = async (count: number) => {
			for (let at = 0; at < count; at++) {
				const frame = firstMessage(newPerson(ruth.open.desk), envelopeLike(500))
				await ask(server.address, 'tell', { at: { desk: ruth.open.desk }, frames: [frame] })
			}
		}
		await flood(205)
		const last = await tell(ruth.open, { text: 'The newest of all.' })
		const drawer = emptyDrawer()
		drawer.generations = (await loadDrawer(who.reader, who.token)).generations
		expect(await catchUp(drawer, who, report)).toBe(true)
		expect(seen.slice(0, 200)).toContain(last.mailbox.keys.mailbox)
		expect(seen).toHaveLength(drawer.digests.size)
		expect(drawer.digests.size).toBeGreaterThan(206)
		expect(progress.at(-1)).toBe(1)

		const before = drawer.digests.size
		await flood(201)
		await catchUp(drawer, who, report)
		expect(drawer.digests.size).toBe(before + 201)
		expect(progress.at(-1)).toBe(1)
	})

	test('a second device that wrote in between is noticed instead of overwritten', async () => {
		const who = { ...atWork(tomas), digester: digesterOf(atWork(tomas)) }
		const report = { ...quiet, signal: new AbortController().signal }
		const [one, other] = [emptyDrawer(), emptyDrawer()]
		expect(await catchUp(one, who, report)).toBe(true)
		expect(await catchUp(other, who, report)).toBe(false)
		const loaded = await loadDrawer(who.reader, who.token)
		expect(await catchUp(loaded, who, report)).toBe(true)
	})

	test('a destroyed thread leaves every list, also of those who were away', async () => {
		const who = { ...atWork(ruth), digester: digesterOf(atWork(ruth)) }
		const report = { ...quiet, signal: new AbortController().signal }
		const amina = await tell(ruth.open, { text: 'Throw this away' })
		const { mailbox } = amina.mailbox.keys
		await catchUp(emptyDrawer(), who, report)
		const kept = (await loadDrawer(who.reader, who.token)).digests.size
		await callServer(
			'discard',
			{ threads: [mailbox] },
			{ at: { desk: tomas.open.desk }, token: tomas.open.token },
		)
		const away = await loadDrawer(who.reader, who.token)
		expect(away.upTo).toBe(0)
		expect(await catchUp(away, who, report)).toBe(true)
		expect(away.digests.size).toBe(kept - 1)
		await expect(look(mailbox, atWork(ruth))).rejects.toThrow(Refused)
	})
})

test('a wrong entry is set aside by a colleague, not by its author', async () => {
	const amina = await tell(ruth.open, { text: 'A mistake will follow.' })
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(ruth), today)
	done(await takeAccess(opened, [lena.open.me.id], atWork(ruth).reader, ruth.open.token, today))
	const view = await look(mailbox, atWork(tomas))
	const wrong = view.entries.at(-1)!
	const flag = { seq: wrong.seq, hash: wrong.hash, because: 'mistake' } as const
	expect(await flagEntry(view, flag, atWork(ruth).reader, ruth.open.token, today)).toMatchObject({
		because: 'own-entry',
	})
	done(await flagEntry(view, flag, atWork(tomas).reader, tomas.open.token, today))
	// Her key opens again what was locked before, and the server hands it to her.
	const back = await look(mailbox, atWork(lena))
	expect(back.state.ring?.readers).toContain(lena.open.me.id)
	expect(digestOf(back, 1, lena.open.me.id).standing).toBe('open')
	done(await writeAnswer(back, WORDS, atWork(lena).reader, lena.open.token, today))
	expect((await look(mailbox, atWork(ruth))).state.answers).toHaveLength(1)
})

test('an export opens with Debian’s age and tar, and holds no key to anything else', async () => {
	const amina = await tell(ruth.open, { text: 'Keep a copy of this.' })
	const { mailbox } = amina.mailbox.keys
	const file = {
		content: new Blob(['map of the river']),
		name: '../map.txt',
		type: '',
		copy: 'original',
	} as const
	const sent = await sendFile(file, amina.mailbox, new SendControl(() => undefined), () => undefined)
	await amina.visit.say({ kind: 'file', file: sent }, routeToAll(amina.team))
	const view = await openFirst(mailbox, atWork(ruth), today)
	const { identity, recipient } = await freshKey()
	expect(isAgeRecipient(recipient)).toBe(true)
	expect(isAgeRecipient(`${recipient.slice(0, -1)}q`)).toBe(false)
	const { signal } = new AbortController()
	const source = {
		view,
		nameOf: () => 'Ruth',
		fetchFile: (one: FileRef) =>
			fetchFile(one, { thread: mailbox, ...atWork(ruth) }, () => undefined, signal),
	}
	const pieces = await exportThread(source, recipient, () => undefined, signal)

	const folder = mkdtempSync(join(tmpdir(), 'export-'))
	writeFileSync(join(folder, 'message.age'), Buffer.concat(pieces))
	writeFileSync(join(folder, 'key'), identity)
	execFileSync('sh', ['-c', 'age -d -i key message.age | tar x'], { cwd: folder })
	expect(readFileSync(join(folder, '001-story.txt'), 'utf8')).toBe('Keep a copy of this.')
	expect(readFileSync(join(folder, 'files/003-map.txt'), 'utf8')).toBe('map of the river')
	const index = readFileSync(join(folder, 'message.json'), 'utf8')
	expect(JSON.parse(index)).toMatchObject({ v: 1, stage: 'received', missing: [] })
	for (const secret of [
		mailbox,
		sent.key,
		amina.mailbox.keys.identity,
		bytesToHex(amina.mailbox.keys.macKey),
	])
		expect(index).not.toContain(secret)
	rmSync(folder, { recursive: true })
})

test('originals that two members checked leave the server after seven days, and the journal still has it all', async () => {
	const amina = await tell(ruth.open, { text: 'They took my passport.' })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(ruth), today)
	done((await sayChecked(await look(mailbox, atWork(tomas)), atWork(tomas).reader, tomas.open.token, today))!)
	const checked = await look(mailbox, atWork(tomas))
	await retireOriginals(checked, atWork(tomas).reader, tomas.open.token, today)
	expect([...(await look(mailbox, atWork(tomas))).originals.values()]).not.toMatchObject([
		{ message: 'retired' },
	])

	// A week later everybody has unlocked anew.
	server.clock.now = new Date(server.clock.now.getTime() + 8 * 86_400_000)
	const later = todayAt(server)
	const anew = atWork({ open: await unlock(tomas.open.desk, tomas.of, later) })
	await retireOriginals(checked, anew.reader, anew.token, later)
	const bare = await look(mailbox, anew)
	expect([...bare.originals.values()]).toMatchObject([{ message: 'retired' }])
	expect(bare.state.story?.text).toBe('They took my passport.')
	expect(digestOf(bare, 1, tomas.open.me.id)).toMatchObject({ standing: 'open', look: null, waiting: 0 })
})
