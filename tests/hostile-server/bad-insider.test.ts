import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { flagEntry } from '#browser/desk/inbox/access.ts'
import { writeAnswer } from '#browser/desk/inbox/answer.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { sayChecked } from '#browser/desk/inbox/check-thread.ts'
import { digestOf, isCaptured, unopenedStory } from '#browser/desk/inbox/digest.ts'
import { sealedRing } from '#browser/desk/inbox/open-thread.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import { undoCapture } from '#browser/desk/inbox/undo-capture.ts'
import type { Day } from '#domain/days.ts'
import { x25519Identity, recipientOf } from '#vault/age-keys.ts'
import { hashOf } from '#vault/outside/format.ts'
import { newRing } from '#vault/ring.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { routeToAll, tell, type Writer } from '../world/writer.ts'

// Tomas is one of the team, with all his keys, and a client he changed to do what ours would refuse.

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

const everybody = () => [ruth, tomas, lena].map(({ open }) => open.me.id)

/** A message with a MAC made by a member, who knows the key as well as the person does. */
function forged(record: object, { mailbox }: Writer): { body: string; mac: string } {
	const body = JSON.stringify(record)
	const text = new TextEncoder().encode(`safeconduct/1/message-of-person\0${body}`)
	return { body, mac: bytesToHex(hmac(sha256, mailbox.keys.macKey, text)) }
}

async function opensFor(
	writer: Writer,
	{ sealedTo, named, served }: { sealedTo: string[]; named: string[]; served: string[] },
	change: (record: object) => object = (record) => record,
): Promise<void> {
	const { mailbox } = writer.mailbox.keys
	const { reader, token } = atWork(tomas)
	const view = await look(mailbox, { reader, token })
	const story = unopenedStory(view)!
	const ring = await sealedRing(newRing(mailbox, randomBytes(32)), sealedTo, {
		...reader.roster,
		recovery: null,
	})
	const record = change(story.record)
	const message = record === story.record ? story.message : forged(record, writer)
	const opened = {
		kind: 'opened',
		original: story.original,
		message,
		ring: { version: 0, envelope: hashOf(ring.envelope), readers: named },
	} as const
	await appendEntries(view, [opened], reader, token, { ...ring, readers: served })
}

async function undo(
	view: ThreadView,
	by: Worker,
	because: 'ring-does-not-open' | 'story-altered',
): Promise<void> {
	const { seq, hash } = view.entries[0]!
	const { reader, token } = atWork(by)
	const story = unopenedStory(view)!
	done(await undoCapture(view, { seq, hash, because }, story, reader, token, today))
}

test.each([
	['names only himself', () => ({ named: [tomas.open.me.id], served: [tomas.open.me.id] })],
	['names everybody', () => ({ named: everybody(), served: everybody() })],
])(
	'he takes a message in under a key nobody else has and %s: a colleague sees it and undoes it',
	async (_, how) => {
		const amina = await tell(ruth.open, { text: 'They will come on Friday.' })
		const { mailbox } = amina.mailbox.keys
		await opensFor(amina, { sealedTo: [tomas.open.me.id], ...how() })

		const seen = await look(mailbox, atWork(ruth))
		expect(isCaptured(seen)).toBe(true)
		expect(digestOf(seen, 1, ruth.open.me.id)).toMatchObject({ standing: 'new', look: 'captured' })
		expect(await sayChecked(seen, atWork(ruth).reader, ruth.open.token, today)).toBeNull()
		await undo(seen, ruth, 'ring-does-not-open')

		for (const colleague of [ruth, tomas, lena]) {
			const after = await look(mailbox, atWork(colleague))
			expect(after.state.story?.text).toBe('They will come on Friday.')
			expect(after.state.ring?.readers).toEqual(everybody())
			expect(after.state.readOnly).toBeNull()
		}
		done((await sayChecked(await look(mailbox, atWork(lena)), atWork(lena).reader, lena.open.token, today))!)
	},
)

test('he cannot undo the undoing', async () => {
	const amina = await tell(ruth.open, { text: 'Again.' })
	const { mailbox } = amina.mailbox.keys
	await opensFor(amina, { sealedTo: [tomas.open.me.id], named: everybody(), served: everybody() })
	await undo(await look(mailbox, atWork(ruth)), ruth, 'ring-does-not-open')
	const view = await look(mailbox, atWork(tomas))
	const flag = view.entries[1]!
	const refused = await flagEntry(
		view,
		{ seq: flag.seq, hash: flag.hash, because: 'mistake' },
		atWork(tomas).reader,
		tomas.open.token,
		today,
	)
	expect(refused).toMatchObject({ because: 'own-entry' })
})

test('he takes in other words than the person sent: they are compared, shown and put right', async () => {
	const amina = await tell(ruth.open, { text: 'The colonel gave the order.' })
	const { mailbox } = amina.mailbox.keys
	const all = { sealedTo: everybody(), named: everybody(), served: everybody() }
	await opensFor(amina, all, (record) => ({ ...record, text: 'Nobody gave an order.' }))

	const seen = await look(mailbox, atWork(lena))
	expect(seen.state.doubts).toMatchObject([{ seq: 0, what: 'story-altered' }])
	expect(digestOf(seen, 1, lena.open.me.id).look).toBe('doubt')
	expect(await sayChecked(seen, atWork(lena).reader, lena.open.token, today)).toBeNull()
	await undo(seen, lena, 'story-altered')
	expect((await look(mailbox, atWork(ruth))).state.story?.text).toBe('The colonel gave the order.')
})

test('he says the person agreed to more, without their signature: it counts for nobody and is set aside', async () => {
	const amina = await tell(ruth.open, { text: 'Tell nobody.' })
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(tomas), today)
	const { reader, token } = atWork(tomas)
	const consent = { reach: 'experts-named', totals: true, keepFrom: '' }
	const { v, desk, roster } = opened.state.story!
	const record = {
		v,
		desk,
		mailbox,
		visit: 'f'.repeat(16),
		n: 0,
		roster,
		kind: 'consent',
		consent,
		signature: null,
	}
	const original = 'e'.repeat(64)
	await appendEntries(
		opened,
		[
			{ kind: 'took-in', original, message: forged(record, amina) },
			{ kind: 'wish-judged', message: original, judged: 'confirmed', how: 'she told me' },
		],
		reader,
		token,
	)
	const seen = await look(mailbox, atWork(ruth))
	expect(seen.state.consent.now).toMatchObject({ reach: 'ask-each-time', totals: false })
	expect(seen.state.doubts.map(({ what }) => what)).toEqual(['consent-forged', 'consent-forged'])

	const wrong = seen.entries[1]!
	const flag = { seq: wrong.seq, hash: wrong.hash, because: 'consent-forged' } as const
	done(await flagEntry(seen, flag, atWork(ruth).reader, ruth.open.token, today))
	const after = await look(mailbox, atWork(lena))
	expect(after.state.messages).toHaveLength(1)
	expect(after.state.doubts).toHaveLength(1)
})

test('he answers with a key of his own, to read alone what the person writes next: colleagues are warned', async () => {
	const amina = await tell(ruth.open, { text: 'What shall I do?' })
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(tomas), today)
	const { reader, token } = atWork(tomas)
	const body = JSON.stringify({
		v: 1,
		kind: 'answer',
		desk: ruth.open.desk,
		mailbox,
		n: 0,
		text: 'Write to me alone.',
		stage: 'reading',
		nextStep: '',
		promised: null,
		recipient: await recipientOf(x25519Identity(randomBytes(32))),
		readUpTo: -1,
		roster: opened.state.story!.roster,
	})
	await appendEntries(opened, [{ kind: 'answered', body, deposit: 'd'.repeat(64) }], reader, token)
	const seen = await look(mailbox, atWork(ruth))
	expect(seen.state.doubts).toMatchObject([{ what: 'answer-leads-elsewhere' }])
})

test('a member whom the person left out cannot follow, undo or destroy what colleagues do with it', async () => {
	const amina = await tell(ruth.open, { text: 'Not the coordinator.', leftOut: ['coordinator'] })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(tomas), today)
	const seen = await look(mailbox, atWork(ruth))
	expect(seen.state.story).toBeNull()
	expect(isCaptured(seen)).toBe(false)
	expect(digestOf(seen, 1, ruth.open.me.id)).toMatchObject({ standing: 'not-mine', look: null, folded: '' })

	const { seq, hash } = seen.entries[0]!
	await expect(
		flagEntry(seen, { seq, hash, because: 'mistake' }, atWork(ruth).reader, ruth.open.token, today),
	).rejects.toThrow(RangeError)
	await amina.visit.say({ kind: 'wish', wish: 'delete', text: '' }, routeToAll(amina.team))
	expect((await look(mailbox, atWork(lena))).state.story?.text).toBe('Not the coordinator.')
})

test('a server that leaves out what a member has seen before is found out by their notes', async () => {
	const amina = await tell(ruth.open, { text: 'Remember this.' })
	const { mailbox } = amina.mailbox.keys
	const opened = await openFirst(mailbox, atWork(ruth), today)
	const words = { text: 'We do.', stage: 'reading', nextStep: '', promised: null } as const
	done(await writeAnswer(opened, words, atWork(ruth).reader, ruth.open.token, today))
	const { reader } = atWork(lena)
	const stored = await fetchThread(mailbox, atWork(lena))
	const { pin } = digestOf(await readThread(stored, reader), 1, lena.open.me.id)
	expect(pin?.seq).toBe(1)
	expect((await readThread({ ...stored, pin }, reader)).rolledBack).toBeNull()

	const older = await readThread({ ...stored, entries: stored.entries.slice(0, 1), pin }, reader)
	expect(digestOf(older, 1, lena.open.me.id)).toMatchObject({ look: 'rolled-back', pin })
})
