import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Frame } from '#contract/frames.ts'
import { findNonce } from '#contract/flood-proof.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import { KEPT_SHARE, LATER_DAYS, MOST_KEPT } from '#domain/keeping/keep-for-later.ts'
import { spaceForLater, usedSpace } from '#server/storage/reads/desks.ts'
import { endLater } from '#server/usecases/keep-later.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign, signingKeyOf } from '#vault/outside/signature.ts'
import { type ApiServer, ask, type Answered, startApi } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	answerFor,
	envelopeLike,
	filePart,
	firstMessage,
	furtherMessage,
	laterCopy,
	newPerson,
	type Person,
	proofFor,
} from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import { openTeam, type Team } from '../../../tests/world/team.ts'

let postgres: PostgresServer
beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const DAY = 86_400_000
const FILE = 'f'.repeat(32)

type Flood = { challenge: string; nonce: number }

function firstKept({ mailbox, proofSeed }: Person, envelope: Uint8Array, flood: Flood | null = null): Frame {
	return { head: { mailbox, proofKey: signingKeyOf(proofSeed), flood }, bytes: envelope }
}

function sentFrames(
	person: Person,
	first: Uint8Array,
	more: readonly Uint8Array[] = [],
	urgent = false,
): Frame[] {
	const { desk, mailbox, proofSeed, depositSeed } = person
	const signed = (bytes: Uint8Array) =>
		sign(proofSeed, 'message', sealedBytesToSign(desk, mailbox, hashOf(bytes)))
	const depositKey = signingKeyOf(depositSeed)
	const head = { kind: 'first', mailbox, depositKey, signature: signed(first), urgent }
	return [
		{ head, bytes: first },
		...more.map((bytes) => ({ head: { kind: 'further', signature: signed(bytes) }, bytes })),
	]
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let server: ApiServer
	let team: Team

	beforeAll(async () => {
		server = await startApi(engine === 'sqlite' ? {} : { databaseUrl: await postgres.newDatabase() })
		team = await openTeam(server)
	})
	afterAll(() => server.stop())

	const at = (more: Record<string, string> = {}) => ({ desk: team.desk, ...more })
	const because = async (name: Parameters<typeof ask>[1], asked: Parameters<typeof ask>[2]) => {
		const answered = await ask(server.address, name, { at: at(), ...asked })
		return answered.status === 200 ? 'done' : answered.because
	}
	async function returns(person: Person, name: 'collect' | 'forgetCopies'): Promise<Answered> {
		const given = await ask(server.address, 'challenge', { at: at(), json: { mailbox: person.mailbox } })
		const { challenge } = given.value as { challenge: string }
		return ask(server.address, name, { at: at(), json: proofFor(person, challenge) })
	}
	async function keeps(): Promise<{ person: Person; note: Uint8Array }> {
		const person = newPerson(team.desk)
		const note = await anEnvelope('they followed me')
		const again = async () => because('keepLater', { frames: [firstKept(person, note)] })
		expect([await again(), await again()]).toEqual(['done', 'done'])
		return { person, note }
	}
	const spaces = async () => {
		const { read } = server.instance.store
		return [await usedSpace(read), await spaceForLater(read)] as const
	}
	const feed = async () => {
		const { frames } = await ask(server.address, 'changes', { at: at(), token: team.ruth.token })
		return frames.map(({ head }) => head)
	}

	test('somebody keeps, adds over weeks, and destroys; the team never learns that they were there', async () => {
		const before = await spaces()
		const { person, note } = await keeps()
		const second = await anEnvelope('and again today')
		expect(await because('keepCopy', { frames: [laterCopy(person, second)] })).toBe('done')
		const part = filePart(person, { file: FILE, part: 0, parts: 1 }, envelopeLike(900))
		expect(await because('sendPart', { frames: [part] })).toBe('done')
		const { frames } = await returns(person, 'collect')
		expect(frames.map(({ head }) => head)).toEqual([
			{ kind: 'copy', hash: hashOf(note), first: false },
			{ kind: 'copy', hash: hashOf(second), first: false },
		])
		const [all, later] = await spaces()
		expect(later - before[1]).toBe(all - before[0])
		expect(later).toBeGreaterThan(before[1])

		expect(await feed()).toEqual([])
		const thread = { at: at({ thread: person.mailbox }), token: team.ruth.token }
		for (const name of ['thread', 'destroy'] as const) expect(await because(name, thread)).toBe('not-found')
		const fetched = { at: at({ thread: person.mailbox, file: FILE, part: '0' }), token: team.ruth.token }
		expect(await because('filePart', fetched)).toBe('not-found')
		const discarded = await ask(server.address, 'discard', {
			at: at(),
			token: team.ruth.token,
			json: { threads: [person.mailbox] },
		})
		expect(discarded.value).toEqual({ discarded: 0 })
		const known = [{ thread: person.mailbox, messages: [], head: null }]
		const lacking = await ask(server.address, 'lacking', {
			at: at(),
			token: team.ruth.token,
			json: { known },
		})
		expect(lacking.value).toEqual({ lacking: [{ thread: person.mailbox, is: 'unknown' }] })

		expect((await returns(person, 'forgetCopies')).value).toEqual({ removed: 2 })
		expect((await returns(person, 'collect')).because).toBe('no-such-mailbox')
		expect(await spaces()).toEqual(before)
		const { rows } = { rows: await server.instance.store.read.selectFrom('threads').select('id').execute() }
		expect(rows).toEqual([])
	})

	test('nothing that is only kept takes messages or answers, and nobody keeps without the words', async () => {
		const { person, note } = await keeps()
		const text = await anEnvelope('text')
		const stranger = { ...newPerson(team.desk), mailbox: person.mailbox }
		expect(await because('write', { frames: [furtherMessage(person, text)] })).toBe('no-such-mailbox')
		expect(await because('deposit', { frames: [answerFor(person, text)] })).toBe('no-such-mailbox')
		expect(await because('tell', { frames: [firstMessage(person, text)] })).toBe('mailbox-taken')
		expect(await because('keepLater', { frames: [firstKept(person, text)] })).toBe('mailbox-taken')
		expect(await because('keepCopy', { frames: [laterCopy(stranger, text)] })).toBe('no-such-mailbox')
		expect(await because('sendLater', { frames: sentFrames(stranger, text) })).toBe('no-such-mailbox')
		expect((await returns(stranger, 'forgetCopies')).because).toBe('no-such-mailbox')
		expect((await returns(person, 'collect')).frames.map(({ head }) => head)).toMatchObject([
			{ hash: hashOf(note) },
		])
		const told = newPerson(team.desk)
		expect(await because('tell', { frames: [firstMessage(told, text)] })).toBe('done')
		expect(await because('keepLater', { frames: [firstKept(told, text)] })).toBe('mailbox-taken')
		expect(await because('sendLater', { frames: sentFrames(told, await anEnvelope('x')) })).toBe(
			'mailbox-taken',
		)
	})

	test('what was kept is sent in one step: the team sees it, the copies are gone, the files are there', async () => {
		const { person } = await keeps()
		const part = filePart(person, { file: FILE, part: 0, parts: 1 }, envelopeLike(900))
		expect(await because('sendPart', { frames: [part] })).toBe('done')
		const [, before] = await spaces()
		const [story, file] = [await anEnvelope('the story'), await anEnvelope('names the file')]
		const order = (await feed()).length
		const half = [...sentFrames(person, story), ...sentFrames(person, file)]
		expect(await because('sendLater', { frames: half })).toBe('malformed')
		expect(await because('sendLater', { frames: sentFrames(person, story, [story]) })).toBe('malformed')
		expect((await feed()).length).toBe(order)
		const send = async () => because('sendLater', { frames: sentFrames(person, story, [file]) })
		expect([await send(), await send()]).toEqual(['done', 'done'])
		expect((await feed()).slice(order)).toMatchObject([
			{ kind: 'message', hash: hashOf(story), first: true },
			{ kind: 'message', hash: hashOf(file), first: false },
		])
		expect((await returns(person, 'collect')).frames).toEqual([])
		const [, after] = await spaces()
		expect(after).toBeLessThan(before)
		const fetched = { at: at({ thread: person.mailbox, file: FILE, part: '0' }), token: team.ruth.token }
		expect(await because('filePart', fetched)).toBe('done')
		expect(await because('write', { frames: [furtherMessage(person, await anEnvelope('more'))] })).toBe(
			'done',
		)
	})

	test('who sends and says that somebody may be taken has the team called, once, and leaves no other trace', async () => {
		const asked = async () => {
			const calls = await server.instance.store.read.selectFrom('calls').select('desk').execute()
			return calls.length
		}
		const [calm, urgent] = [(await keeps()).person, (await keeps()).person]
		expect(await because('sendLater', { frames: sentFrames(calm, await anEnvelope('story')) })).toBe('done')
		expect(await asked()).toBe(0)
		const frames = sentFrames(urgent, await anEnvelope('they come tonight'), [], true)
		expect(await because('sendLater', { frames })).toBe('done')
		expect(await asked()).toBe(1)
		await server.instance.store.write('queueCalls', { desk: 1, calls: [] })
		expect(await because('sendLater', { frames })).toBe('done')
		expect(await asked()).toBe(0)
	})

	test('one person keeps a few photos, not a disk full', async () => {
		const { person } = await keeps()
		const size = 262_144
		const parts = Math.ceil(MOST_KEPT / size) + 1
		const outcomes = new Set<unknown>()
		for (let part = 0; part < parts - 1; part++)
			outcomes.add(
				await because('sendPart', {
					frames: [filePart(person, { file: FILE, part, parts }, envelopeLike(size))],
				}),
			)
		expect([...outcomes]).toEqual(['done', 'thread-full'])
	}, 60_000)

	test('what nobody opened for the promised time is destroyed; a visit makes it stay', async () => {
		const [absent, present] = [(await keeps()).person, (await keeps()).person]
		const told = newPerson(team.desk)
		const frames = [firstMessage(told, await anEnvelope('told'))]
		expect(await because('tell', { frames })).toBe('done')
		const start = server.clock.now.getTime()
		server.clock.now = new Date(start + LATER_DAYS * DAY)
		expect(await endLater(server.instance)).toBe(0)
		expect((await returns(present, 'collect')).frames).toHaveLength(1)
		server.clock.now = new Date(start + (LATER_DAYS + 1) * DAY)
		expect(await endLater(server.instance)).toBeGreaterThan(0)
		expect((await returns(absent, 'collect')).because).toBe('no-such-mailbox')
		expect((await returns(present, 'collect')).frames).toHaveLength(1)
		expect((await returns(told, 'collect')).because).toBe(null)
		server.clock.now = new Date(start)
	})
})

test('who floods what is kept for later pays, then is refused, and takes no room from those who write', async () => {
	const server = await startApi({ space: 6_000_000 })
	const team = await openTeam(server)
	const at = { desk: team.desk }
	const outcomes: unknown[] = []
	let flood: Flood | null = null
	for (let tries = 0; tries < 60; tries++) {
		const person = newPerson(team.desk)
		const demanded = await ask(server.address, 'flood', { at, query: { what: 'later' } })
		const { proof } = demanded.value as { proof: { challenge: string; bits: number } | null }
		if (outcomes.includes('proof-of-work-needed') && proof !== null)
			flood = {
				challenge: proof.challenge,
				nonce: findNonce({ ...proof, mailbox: person.mailbox }, 0, 1e9) ?? -1,
			}
		const frames = [firstKept(person, envelopeLike(23_000), flood)]
		const { status, because } = await ask(server.address, 'keepLater', { at, frames })
		outcomes.push(status === 200 ? 'done' : because)
	}
	expect([...new Set(outcomes)]).toEqual(['done', 'proof-of-work-needed', 'full'])
	expect(outcomes.lastIndexOf('done')).toBeGreaterThan(outcomes.indexOf('proof-of-work-needed'))
	expect(await spaceForLater(server.instance.store.read)).toBeLessThan(6_000_000 * KEPT_SHARE)
	expect((await ask(server.address, 'flood', { at })).value).toEqual({ proof: null, full: false })
	const frames = [firstMessage(newPerson(team.desk), envelopeLike(23_000))]
	expect((await ask(server.address, 'tell', { at, frames })).status).toBe(200)
	await server.stop()
})
