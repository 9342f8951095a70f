import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { flagEntry } from '#browser/desk/inbox/access.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { leaveDeposit, sealAgain, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { answersNotLeft } from '#browser/desk/inbox/answers-not-left.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import { acceptLost } from '#browser/desk/kept/accept-lost.ts'
import { bringBack } from '#browser/desk/kept/bring-back.ts'
import { bringBackRoster, noteRoster } from '#browser/desk/kept/kept-roster.ts'
import { KeptThreads } from '#browser/desk/kept/kept-threads.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { refreshRoster, writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'
import { type AtWork, atWork, done, follow, look, openFirst } from '../world/at-work.ts'
import { newDevice } from '../world/device.ts'
import { type PostgresServer, startPostgres } from '../world/postgres-server.ts'
import { type Host, startHost } from '../world/restoring.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, unlock, type Worker } from '../world/working-team.ts'
import { answersFor, comeBack, routeAfter, routeToAll, tell, type Writer } from '../world/writer.ts'

// The machine burns. The host restores last night's backup on another one; the members' devices have today.

let postgres: PostgresServer
beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const EVERYTHING = 64 * 1024 * 1024

/** Somebody of the team at their own device. */
type Desk = AtWork & { of: Worker['of']; open: OpenDesk; kept: KeptThreads }

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let host: Host
	let today: Day
	let workers: readonly [Worker, Worker]
	const devices = new Map<string, ReturnType<typeof newDevice>>()

	beforeEach(async () => {
		devices.clear()
		host = await startHost(engine === 'postgres' ? postgres : null)
		today = todayAt(host.server)
		workers = (await startWorking(host.server.instance, ['Ruth', 'Tomas'], today)) as [Worker, Worker]
	})
	afterEach(() => host.stop())

	/** Unlocks, as the page does: the roster first. */
	async function enter(at: 0 | 1, room = EVERYTHING): Promise<Desk> {
		const { of, open: before } = workers[at]
		const device = devices.get(of.login) ?? newDevice()
		devices.set(of.login, device)
		const open = await bringBackRoster(await unlock(before.desk, of, today), device, today)
		const who = atWork({ open })
		const kept = new KeptThreads(who.reader, device, room)
		await kept.load()
		return { ...who, of, open, kept }
	}

	async function reads(who: Desk, ...writers: readonly Writer[]): Promise<void> {
		for (const { mailbox } of writers) await who.kept.note([await fetchThread(mailbox.keys.mailbox, who)])
	}

	async function answers(who: AtWork, { mailbox }: Writer, text: string): Promise<void> {
		const view = await look(mailbox.keys.mailbox, who)
		const words = { text, stage: 'reading', nextStep: 'We read.', promised: null } as const
		const wrote = await writeAnswer(view, words, who.reader, who.token, today)
		done(wrote)
		if (wrote.answer !== null) await leaveDeposit(view, wrote.answer, who.reader.roster.desk)
	}

	async function notes(who: AtWork, { mailbox }: Writer, text: string): Promise<void> {
		const view = await look(mailbox.keys.mailbox, who)
		await appendEntries(view, [{ kind: 'noted', text }], who.reader, who.token)
	}

	const seenBy = async (who: Desk, { mailbox }: Writer) => {
		const { mailbox: thread } = mailbox.keys
		const pin = who.kept.pinOf(thread)
		return readThread({ ...(await fetchThread(thread, who)), pin }, who.reader)
	}

	test('return words still open, and members’ devices give back everything written since', async () => {
		let ruth = await enter(0)
		const amina = await tell(ruth.open, { text: 'They watch our meetings.' })
		await openFirst(amina.mailbox.keys.mailbox, ruth, today)
		await answers(ruth, amina, 'We have read you.')
		await host.backUp()

		const [answer] = await answersFor(amina)
		const addition = { kind: 'addition', topic: 'where', text: 'Near the Kessa mine.', when: null } as const
		await amina.visit.say(addition, routeAfter(answer!))
		await follow(amina.mailbox.keys.mailbox, ruth, today)
		const tomas = await enter(1)
		await notes(tomas, amina, 'Joseph is her brother.')
		await answers(ruth, amina, 'We have written to the mine.')
		await writeRoster(
			ruth.open,
			{ kind: 'card-changed', card: { ...ruth.open.roster.card, answerWithinDays: 9 } },
			today,
		)
		ruth = await enter(0)
		const daoud = await tell(ruth.open, { text: 'They closed our office.' })
		await openFirst(daoud.mailbox.keys.mailbox, ruth, today)
		const joseph = await tell(ruth.open, { text: 'Nobody has opened this.' })
		await joseph.visit.say({ ...addition, text: 'Nor this.' }, routeToAll(ruth.open))
		await reads(ruth, amina, daoud, joseph)

		await host.restore()
		expect((await answersFor(amina)).map(({ text }) => text)).toEqual(['We have read you.'])
		await expect(answersFor(daoud)).rejects.toThrow('no-such-mailbox')

		const back = await enter(0)
		expect(back.open.roster.card.answerWithinDays).toBe(9)
		expect(await bringBack(back.kept, back)).toMatchObject({ lacking: 3, lost: [] })
		expect(await bringBack(back.kept, back)).toEqual({ lacking: 0, restored: [], lost: [] })

		const colleague = await enter(1)
		const view = await seenBy(colleague, amina)
		expect(view).toMatchObject({ broken: null, rolledBack: null })
		expect(view.state.notes.map(({ text }) => text)).toEqual(['Joseph is her brother.'])
		expect(view.state.messages.map(({ record }) => ('text' in record ? record.text : ''))).toContain(
			addition.text,
		)
		expect((await seenBy(colleague, daoud)).state.story?.text).toBe('They closed our office.')
		const opened = await openFirst(joseph.mailbox.keys.mailbox, colleague, today)
		expect(opened.state.messages).toHaveLength(2)

		// The answer that waited in the burnt mailbox is left again from the team's own copy.
		const [n] = answersNotLeft(view)
		const again = await sealAgain(view, n!, colleague.reader, colleague.token, today)
		await leaveDeposit(view, again.answer!, colleague.open.desk)
		expect((await answersFor(amina)).map(({ text }) => text)).toContain('We have written to the mine.')
		expect(await answersFor(daoud)).toEqual([])
	})

	test('what was held or let go since the backup is so again once a device has brought its journal back', async () => {
		const ruth = await enter(0)
		const amina = await tell(ruth.open, { text: 'They watch our meetings.' })
		const daoud = await tell(ruth.open, { text: 'They closed our office.' })
		for (const { mailbox } of [amina, daoud]) await openFirst(mailbox.keys.mailbox, ruth, today)
		const hold = async (who: Desk, { mailbox }: Writer, held: boolean) => {
			const view = await look(mailbox.keys.mailbox, who)
			const entry = { kind: 'held', held, because: 'The trial is in March.' } as const
			await appendEntries(view, [entry], who.reader, who.token)
		}
		const heldNow = async () => {
			const { read } = host.server.instance.store
			const rows = await read.selectFrom('threads').select(['mailbox', 'held']).execute()
			return [amina, daoud].map(
				({ mailbox }) => rows.find((row) => row.mailbox === mailbox.keys.mailbox)?.held,
			)
		}
		await hold(ruth, daoud, true)
		await host.backUp()
		await hold(ruth, amina, true)
		await hold(ruth, daoud, false)
		await notes(ruth, amina, 'Joseph is her brother.')
		expect(await heldNow()).toEqual([1, 0])
		await reads(ruth, amina, daoud)

		await host.restore()
		expect(await heldNow()).toEqual([0, 1])
		const back = await enter(0)
		expect(await bringBack(back.kept, back)).toMatchObject({ lacking: 2, lost: [] })
		expect(await heldNow()).toEqual([1, 0])

		// A colleague sets the hold aside: the server learns of that, too.
		const tomas = await enter(1)
		const view = await seenBy(tomas, amina)
		const { seq, hash } = view.entries.find(
			({ entry }) => typeof entry === 'object' && entry.kind === 'held',
		)!
		done(await flagEntry(view, { seq, hash, because: 'mistake' }, tomas.reader, tomas.token, today))
		expect(await heldNow()).toEqual([0, 0])
	})

	test('what nobody can bring back is shown, accepted by an administrator, and shown for ever', async () => {
		// Ruth's device has room for no contents: it knows what was there, and cannot give it back.
		let ruth = await enter(0, 0)
		const amina = await tell(ruth.open, { text: 'They watch our meetings.' })
		const { mailbox: thread } = amina.mailbox.keys
		await openFirst(thread, ruth, today)
		await host.backUp()
		await notes(ruth, amina, 'One.')
		await notes(ruth, amina, 'Two.')
		const daoud = await tell(ruth.open, { text: 'They closed our office.' })
		await openFirst(daoud.mailbox.keys.mailbox, ruth, today)
		await reads(ruth, amina, daoud)

		await host.restore()
		ruth = await enter(0, 0)
		const { lost } = await bringBack(ruth.kept, ruth)
		const before = await seenBy(ruth, amina)
		expect(before.rolledBack).toMatchObject({ seq: 2 })
		expect(lost.find((one) => one.thread === thread)).toMatchObject({ known: { seq: 2 }, head: { seq: 0 } })
		const gone = daoud.mailbox.keys.mailbox
		expect(lost.find((one) => one.thread === gone)).toMatchObject({ known: { seq: 0 }, head: null })

		const tomas = await enter(1)
		await expect(acceptLost(tomas.open, lost, today)).rejects.toThrow('needs-administrator')
		await acceptLost(ruth.open, lost, today)
		ruth = await enter(0, 0)
		expect(ruth.open.roster.gaps.map((gap) => gap.thread).sort()).toEqual([thread, gone].sort())
		expect(await bringBack(ruth.kept, ruth)).toEqual({ lacking: 0, restored: [], lost: [] })

		// The journal goes on from where the backup ended; nobody is warned any more, and the gap stays in the roster.
		await notes(tomas.open.roster.seq === ruth.open.roster.seq ? tomas : await enter(1), amina, 'Three.')
		const after = await seenBy(ruth, amina)
		expect(after.rolledBack).toBeNull()
		expect(after.state.notes.map(({ text }) => text)).toEqual(['Three.'])
		await reads(ruth, amina)
		expect(ruth.kept.pinOf(thread)).toMatchObject({ seq: 1 })
		expect((await refreshRoster(tomas.open, today)).roster.gaps).toHaveLength(2)
	})

	test('under cover of an accepted gap a server can take nothing more away', async () => {
		const ruth = await enter(0)
		const amina = await tell(ruth.open, { text: 'They watch our meetings.' })
		const { mailbox: thread } = amina.mailbox.keys
		await openFirst(thread, ruth, today)
		await notes(ruth, amina, 'Left.')
		await reads(ruth, amina)
		const stored = await fetchThread(thread, ruth)
		const head = ruth.kept.pinOf(thread)
		const gap = {
			thread,
			known: { seq: 7, hash: 'a'.repeat(64) },
			head: { seq: head!.seq, hash: head!.hash },
		}
		await acceptLost(ruth.open, [gap], today)
		const after = await enter(0)
		const shorter = { ...stored, entries: stored.entries.filter(({ visible }) => visible.seq < 1), pin: null }
		expect((await readThread(shorter, after.reader)).rolledBack).toMatchObject({ seq: 1 })
		expect((await readThread({ ...stored, pin: null }, after.reader)).rolledBack).toBeNull()
	})

	test('what lies on a device opens for its owner alone, and goes when a thread is destroyed', async () => {
		const ruth = await enter(0)
		const amina = await tell(ruth.open, { text: 'They watch our meetings.' })
		const { mailbox: thread } = amina.mailbox.keys
		await openFirst(thread, ruth, today)
		await reads(ruth, amina)
		await noteRoster(ruth.open, devices.get('ruth')!)
		const { records } = devices.get('ruth')!
		expect(records.size).toBe(2)
		for (const [name, record] of records) {
			const found = [thread, ruth.open.desk, ruth.open.me.signingKey, 'They watch'].filter((what) =>
				`${name}${Buffer.from(record).toString('latin1')}`.includes(what),
			)
			expect(found).toEqual([])
		}
		const tomas = await enter(1)
		const stolen = new KeptThreads(tomas.reader, devices.get('ruth')!)
		await stolen.load()
		expect(stolen.all()).toEqual([])
		await ruth.kept.forget([thread])
		expect(records.size).toBe(1)
	})
})

test('words kept since before the fire still derive the same mailbox', async () => {
	const host = await startHost(null)
	const today = todayAt(host.server)
	const [ruth] = (await startWorking(host.server.instance, ['Ruth', 'Tomas'], today)) as [Worker, Worker]
	const secret = new Uint8Array(12).map((_, at) => (at === 11 ? 0 : at + 1))
	await tell(ruth.open, { text: 'I will come back.' }, secret)
	await host.backUp()
	await host.restore()
	expect(await answersFor(await comeBack(ruth.open, secret))).toEqual([])
	await host.stop()
})
