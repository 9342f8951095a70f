import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import deskWords from '#content/en/interface/desk.json' with { type: 'json' }
import inboxWords from '#content/en/interface/inbox.json' with { type: 'json' }
import refusals from '#content/en/interface/refusals.json' with { type: 'json' }
import back from '#content/en/interface/return.json' with { type: 'json' }
import tellWords from '#content/en/interface/tell.json' with { type: 'json' }
import { callServerAt } from '#browser/call-server.ts'
import { takeAccess } from '#browser/desk/inbox/access.ts'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { digestOf, type LookReason } from '#browser/desk/inbox/digest.ts'
import { fetchFile } from '#browser/desk/inbox/fetch-file.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import { acknowledge, collectMailbox } from '#browser/reporter/mailbox.ts'
import { SendControl } from '#browser/reporter/send-control.ts'
import { sendFile } from '#browser/reporter/send-file.ts'
import { PartAltered } from '#browser/reporter/send-part.ts'
import { sendStory } from '#browser/reporter/send-story.ts'
import { type Answers, arrangeAnswers } from '#browser/reporter/thread-answers.ts'
import { reopenThread, sentOf } from '#browser/reporter/thread-journey.ts'
import { sayTrouble } from '#components/desk/say-trouble.ts'
import { saySendFailure } from '#components/return/say-sent.ts'
import type { Frame } from '#contract/frames.ts'
import type { Day } from '#domain/days.ts'
import type { FileRef } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { sealMessage } from '#vault/message.ts'
import { hashOf } from '#vault/outside/format.ts'
import type { MacKey } from '#vault/return-keys.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { type AtWork, atWork, done, follow, look, openFirst } from '../world/at-work.ts'
import {
	lieInBytes,
	lieInAnswers,
	lieInFrames,
	type LyingServer,
	sayOnly,
	startLyingServer,
} from '../world/lying-server.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { routeToAll, tell, type Writer } from '../world/writer.ts'

// A server lies about what lies in mailboxes, journals and files. Whoever it concerns sees a sentence about it.

let server: ApiServer
let liar: LyingServer
let today: Day
let ruth: Worker
let tomas: Worker
let lena: Worker
let amina: Writer

beforeAll(async () => {
	server = await startApi()
	liar = await startLyingServer(server.address)
	today = todayAt(server)
	callServerAt(liar.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today)
	;[ruth, tomas, lena] = workers as [Worker, Worker, Worker]
})

beforeEach(async () => {
	amina = await tell(ruth.open, { text: 'They wait at the gate.' })
})

afterEach(() => {
	liar.honest()
})

afterAll(async () => {
	liar.stop()
	await server.stop()
})

const ALTERED = { hash: 'ab'.repeat(32) }

async function answer(text: string): Promise<void> {
	const { mailbox } = amina.mailbox.keys
	const now = await look(mailbox, atWork(ruth))
	const view = now.state.story === null ? await openFirst(mailbox, atWork(ruth), today) : now
	const words = { text, stage: 'reading', nextStep: '', promised: null } as const
	const wrote = await writeAnswer(view, words, atWork(ruth).reader, ruth.open.token, today)
	done(wrote)
	await leaveDeposit(view, wrote.answer!, ruth.open.desk)
}

const collected = async (): Promise<Answers> =>
	arrangeAnswers((await collectMailbox(amina.mailbox)).deposits, -1)
const shown = ({ items }: Answers) =>
	items.flatMap((item) => (item.kind === 'answer' ? [item.record.text] : [item.kind]))

describe('a returning person', () => {
	beforeEach(async () => {
		await answer('The first.')
		await answer('The second.')
	})

	test('sees that an answer was dropped', async () => {
		liar.lie({ collect: lieInAnswers((answers) => answers.slice(1)) })
		expect(shown(await collected())).toEqual(['missing', 'The second.'])
		expect(back.missingMaybeRead).toContain('held it back')
	})

	test('sees answers in their order, and that they waited in another', async () => {
		liar.lie({ collect: lieInAnswers((answers) => answers.toReversed()) })
		const answers = await collected()
		expect([answers.reordered, ...shown(answers)]).toEqual([true, 'The first.', 'The second.'])
		expect(back.reordered).toContain('order')
	})

	test('is not shown again what was read, when the server replays it', async () => {
		let old: readonly Frame[] = []
		liar.lie({ collect: lieInFrames((frames) => (old = frames)) })
		const { hashes, newest } = await collected()
		liar.honest()
		await amina.visit.say({ kind: 'read', upTo: newest!.n }, routeToAll(amina.team))
		await acknowledge(amina.mailbox, hashes)
		await follow(amina.mailbox.keys.mailbox, atWork(ruth), today)
		await answer('The third.')
		liar.lie({ collect: lieInFrames((frames) => [...old, ...frames, ...frames]) })
		expect(shown(await collected())).toEqual(['replayed', 'replayed', 'The third.'])
		expect(back.replayed).toContain('not shown')
	})

	test('is not shown what the team did not write', async () => {
		const { identity, mailbox } = amina.mailbox.keys
		const body = JSON.stringify({ kind: 'answer', mailbox, text: 'Come to the station.' })
		const key = new Uint8Array(32) as MacKey
		const forged = await sealMessage(body, 'team', key, [await recipientOf(identity)])
		const head = { kind: 'answer', hash: hashOf(forged), day: today }
		liar.lie({ collect: lieInFrames((frames) => [...frames, { head, bytes: forged }]) })
		expect((await collected()).items.at(-1)).toEqual({ kind: 'fault', because: 'forged' })
		expect(back.faults.forged).toContain('did not write')
	})

	test.each([
		['cut short', (bytes: Uint8Array) => bytes.slice(0, -100), true],
		['cut short under another hash', (bytes: Uint8Array) => bytes.slice(0, -100), false],
		['changed in one bit', (bytes: Uint8Array) => bytes.with(-50, (bytes.at(-50) ?? 0) ^ 1), false],
	])('is told of an answer that was %s', async (_, harm, keepHash) => {
		liar.lie({
			collect: lieInAnswers((answers) =>
				answers.map(({ head, bytes }) => {
					const harmed = harm(bytes)
					return {
						head: { ...(head as object), ...(keepHash ? {} : { hash: hashOf(harmed) }) },
						bytes: harmed,
					}
				}),
			),
		})
		expect(shown(await collected())).toEqual(['fault', 'fault'])
		expect(back.faults.damaged).toContain('damaged')
	})

	test('cannot open the answer to somebody else', async () => {
		const theirs = await collectFrames()
		amina = await tell(ruth.open, { text: 'Another person.' })
		liar.lie({ collect: lieInFrames(() => theirs) })
		expect((await collected()).items).toEqual([
			{ kind: 'fault', because: 'damaged' },
			{ kind: 'fault', because: 'damaged' },
		])
	})

	test('is told that the line broke when the answers end in the middle', async () => {
		liar.lie({ collect: lieInBytes((bytes) => bytes.slice(0, -7)) })
		expect(await reopenThread(amina.mailbox, today)).toEqual({ ok: false, because: 'line-cut' })
		expect(back.lineWhy).toContain('Try again')
	})

	async function collectFrames(): Promise<readonly Frame[]> {
		let all: readonly Frame[] = []
		liar.lie({ collect: lieInFrames((frames) => (all = frames)) })
		await collected()
		return all
	}
})

describe('a person who sends', () => {
	test('does not believe a server that stored another story, message or file', async () => {
		const { desk, keys } = amina.mailbox
		const envelope = await sealMessage('{}', 'person', keys.macKey, [ruth.open.me.recipient as AgeRecipient])
		liar.lie({ tell: sayOnly(ALTERED), write: sayOnly(ALTERED), sendPart: sayOnly(ALTERED) })
		const proofKey = 'ab'.repeat(32) as Parameters<typeof sendStory>[0]['proofKey']
		const story = { desk, mailbox: keys.mailbox, proofKey, depositKey: proofKey, envelope, copy: null }
		expect(await sendStory(story, () => undefined)).toEqual({ ok: false, because: 'unconfirmed' })
		expect(tellWords.failedUnconfirmed).toContain('Do not count on it')

		const said = await sentOf(
			amina.visit.say({ kind: 'wish', wish: 'delete', text: '' }, routeToAll(amina.team)),
		)
		expect(said).toMatchObject({ ok: false, because: 'unconfirmed' })
		expect(said.ok ? '' : saySendFailure(said, back)).toContain('Do not count on it')

		const file = { content: new Blob(['x']), name: 'a', type: '', copy: 'original' } as const
		const control = new SendControl(() => undefined)
		await expect(sendFile(file, amina.mailbox, control, () => undefined)).rejects.toThrow(PartAltered)
	})

	test('may send again what was not confirmed, under the same number', async () => {
		liar.lie({ write: sayOnly(ALTERED) })
		const wish = () => amina.visit.say({ kind: 'wish', wish: 'delete', text: '' }, routeToAll(amina.team))
		await expect(wish()).rejects.toThrow('something else')
		liar.honest()
		await wish()
		const view = await openFirst(amina.mailbox.keys.mailbox, atWork(ruth), today)
		expect(view.state.messages.map(({ record }) => [record.kind, record.n])).toEqual([
			['story', 0],
			['wish', 0],
		])
	})
})

/** What the list shows a member as the reason for a second look, in words. */
function lookSaid(view: ThreadView, { reader }: AtWork): string | null {
	const reason: LookReason | null = digestOf(view, 1, reader.member).look
	return reason === null ? null : inboxWords.look[reason]
}

type Head = { kind: string; entry?: { seq: number }; version?: number; first?: boolean }
const headOf = ({ head }: Frame) => head as Head
const isEntry = (seq: number) => (frame: Frame) => headOf(frame).entry?.seq === seq

describe('a member', () => {
	let mailbox: string
	let member: AtWork

	beforeEach(async () => {
		;({ mailbox } = amina.mailbox.keys)
		member = atWork(tomas)
		await answer('The first.')
		await answer('The second.')
	})

	const seen = () => look(mailbox, member)

	test('sees that an entry of the record was dropped', async () => {
		liar.lie({ thread: lieInFrames((frames) => frames.filter((frame) => !isEntry(1)(frame))) })
		const view = await seen()
		expect(view.broken).toEqual({ seq: 2, because: 'wrong-sequence' })
		expect(inboxWords.broken['wrong-sequence']).toContain('lacks an entry')
		expect(lookSaid(view, member)).toBe(inboxWords.look.broken)
	})

	test('reads the record in its own order, and each entry once, however it is told', async () => {
		const honest = (await seen()).entries.map(({ hash }) => hash)
		liar.lie({ thread: lieInFrames((frames) => [...frames, ...frames].toReversed()) })
		expect((await seen()).entries.map(({ hash }) => hash)).toEqual(honest)
	})

	test.each([
		['renumbers an entry', { seq: 2 }, 1, 'wrong-sequence'],
		['says another member wrote it', { author: 'cd'.repeat(32) }, 1, 'bad-signature'],
		['moves an entry to another record', { scope: 'cd'.repeat(16) }, 1, 'wrong-scope'],
		['gives an entry another past', { prev: 'cd'.repeat(32) }, 1, 'wrong-previous'],
		['says an older list was valid', { roster: 1 }, 1, 'bad-signature'],
		['puts other bytes under an entry', { envelope: 'cd'.repeat(32) }, 1, 'bad-signature'],
	] as const)('sees that a server %s', async (_, change, seq, because) => {
		liar.lie({
			thread: lieInFrames((frames) =>
				frames
					.filter((frame) => !isEntry(2)(frame))
					.map((frame) => {
						const { head } = frame
						if (!isEntry(seq)(frame)) return frame
						return { ...frame, head: { ...(head as object), entry: { ...headOf(frame).entry, ...change } } }
					}),
			),
		})
		const view = await seen()
		expect(view.broken?.because).toBe(because)
		expect(inboxWords.broken[because]).not.toBe('')
		expect(lookSaid(view, member)).toBe(inboxWords.look.broken)
	})

	test('sees that an entry was cut short', async () => {
		liar.lie({
			thread: lieInFrames((frames) =>
				frames.map((frame) => (isEntry(2)(frame) ? { ...frame, bytes: frame.bytes.slice(0, -9) } : frame)),
			),
		})
		const view = await seen()
		expect(view.state.readOnly).toMatchObject({ because: 'unreadable' })
		expect(lookSaid(view, member)).toBe(inboxWords.look.doubt)
	})

	test('who has seen more sees that the newest entries are gone', async () => {
		const { pin } = digestOf(await seen(), 1, member.reader.member)
		liar.lie({ thread: lieInFrames((frames) => frames.filter((frame) => !isEntry(2)(frame))) })
		const stored = await fetchThread(mailbox, member)
		const view = await readThread({ ...stored, pin }, member.reader)
		expect(lookSaid(view, member)).toBe(inboxWords.look['rolled-back'])
		expect(inboxWords.rolledBack).toContain('older record')
	})

	test('sees a fork: the server took her entry from her alone and another from a colleague', async () => {
		const words = { text: 'From Lena.', stage: 'reading', nextStep: '', promised: null } as const
		const { reader, token } = atWork(lena)
		const before = await look(mailbox, atWork(lena))
		liar.lie({ append: sayOnly({ seq: 3 }) })
		const wrote = await writeAnswer(before, words, reader, token, today)
		done(wrote)
		liar.honest()
		const stored = await fetchThread(mailbox, atWork(lena))
		const mine = wrote.ok ? wrote.entries.map((entry) => ({ ...entry, order: stored.order })) : []
		const hers = await readThread({ ...stored, entries: [...stored.entries, ...mine] }, reader)
		const { pin } = digestOf(hers, 1, reader.member)
		await answer('From Ruth.')
		const now = await readThread({ ...(await fetchThread(mailbox, atWork(lena))), pin }, reader)
		expect(now.entries).toHaveLength(4)
		expect(lookSaid(now, atWork(lena))).toBe(inboxWords.look['rolled-back'])
	})

	test('sees that an old ring was put in the place of a new one', async () => {
		const view = await look(mailbox, atWork(ruth))
		done(await takeAccess(view, [lena.open.me.id], atWork(ruth).reader, ruth.open.token, today))
		liar.lie({
			thread: lieInFrames((frames) => {
				const old = frames.find((frame) => headOf(frame).version === 0)
				return frames.map((frame) =>
					headOf(frame).version === 1 && old !== undefined ? { ...frame, bytes: old.bytes } : frame,
				)
			}),
		})
		const now = await seen()
		expect(now.state.doubts.map(({ what }) => what)).toContain('unreadable')
		expect(inboxWords.doubts.unreadable).toContain('cannot open')
		expect(lookSaid(now, member)).toBe(inboxWords.look.doubt)
	})

	test('sees that a message of the person is missing', async () => {
		const add = (text: string) =>
			amina.visit.say({ kind: 'addition', topic: 'more', text, when: null }, routeToAll(amina.team))
		await add('One')
		await add('Two')
		await add('Three')
		const isTwo = (await fetchThread(mailbox, member)).messages.at(-2)?.hash
		liar.lie({
			thread: lieInFrames((frames) =>
				frames.filter(
					({ head }) =>
						(head as { hash?: string }).hash !== isTwo || headOf({ head } as Frame).kind !== 'message',
				),
			),
		})
		const view = await follow(mailbox, member, today)
		expect(lookSaid(view, member)).toBe(inboxWords.look.gap)
		expect(inboxWords.messagesMissing).toContain('missing')
	})

	test('does not take a message of one person for that of another', async () => {
		const other = await tell(ruth.open, { text: 'Somebody else.' })
		const theirs = await fetchThread(other.mailbox.keys.mailbox, member)
		const [message] = theirs.messages
		liar.lie({
			thread: lieInFrames((frames) =>
				frames.map((frame) =>
					headOf(frame).kind === 'message'
						? { head: { ...(frame.head as object), hash: message!.hash }, bytes: message!.envelope! }
						: frame,
				),
			),
		})
		const view = await seen()
		expect(view.state.story?.text).toBe('They wait at the gate.')
		expect(JSON.stringify(view.state)).not.toContain('Somebody else.')
	})

	test('is told that the line broke when the record ends in the middle', async () => {
		liar.lie({ thread: lieInBytes((bytes) => bytes.slice(0, -5)) })
		const error: unknown = await seen().catch((thrown: unknown) => thrown)
		expect(sayTrouble(error, { desk: deskWords, refusals })).toBe(deskWords.lineTrouble['line-cut'])
	})
})

describe('a file', () => {
	let file: FileRef

	beforeEach(async () => {
		const content = new Blob([Uint8Array.from(randomBytes(600_000))])
		const plain = { content, name: 'photo.jpg', type: 'image/jpeg', copy: 'original' } as const
		file = await sendFile(plain, amina.mailbox, new SendControl(() => undefined), () => undefined)
	})

	async function fetched(as: FileRef = file): Promise<string> {
		const source = { thread: amina.mailbox.keys.mailbox, ...atWork(tomas) }
		const { signal } = new AbortController()
		return fetchFile(as, source, () => undefined, signal).then(
			(result) => (result.ok ? 'it was believed' : inboxWords.files[result.because]),
			(error: unknown) => sayTrouble(error, { desk: deskWords, refusals }),
		)
	}

	test('comes whole from an honest server', async () => {
		expect(await fetched()).toBe('it was believed')
	})

	test.each([
		['cut short', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1000)],
		['changed', (bytes: Uint8Array<ArrayBuffer>) => bytes.with(-1000, (bytes.at(-1000) ?? 0) ^ 1)],
		['empty', () => new Uint8Array()],
	])('with each part %s is not shown', async (_, harm) => {
		liar.lie({ filePart: lieInBytes(harm) })
		expect(await fetched()).toBe(deskWords.lineTrouble['seal-broken'])
	})

	test('whose parts come in another order is not shown', async () => {
		expect(file.parts).toBe(3)
		const swapped = (path: string) => path.replace(/\d+$/, (part) => String(2 - Number(part)))
		liar.lie({
			filePart: async (_, path) => {
				const response = await fetch(server.address + swapped(path), {
					headers: { authorization: `Bearer ${tomas.open.token}` },
				})
				return {
					status: 200,
					type: 'application/octet-stream',
					body: new Uint8Array(await response.arrayBuffer()),
				}
			},
		})
		expect([deskWords.lineTrouble['seal-broken'], inboxWords.files.locked]).toContain(await fetched())
	})

	test('of another message is not shown under this one', async () => {
		const plain = { content: new Blob(['other']), name: 'b', type: '', copy: 'original' } as const
		const other = await sendFile(plain, amina.mailbox, new SendControl(() => undefined), () => undefined)
		expect(await fetched({ ...file, id: other.id, parts: other.parts })).toBe(inboxWords.files.locked)
		expect(await fetched({ ...other, size: other.size + 1 })).toBe(inboxWords.files.altered)
	})
})
