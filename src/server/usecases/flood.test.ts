import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findNonce, MOST_BITS } from '#contract/flood-proof.ts'
import { databasePath } from '#server/storage/data-folder.ts'
import { demandedBits } from '#server/usecases/space.ts'
import { type ApiServer, ask, startApi } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	envelopeLike,
	filePart,
	firstMessage,
	furtherMessage,
	newPerson,
	type Person,
	proofFor,
} from '../../../tests/world/person.ts'
import { entryFrame, openTeam, ringFrame, type Team } from '../../../tests/world/team.ts'

const SPACE = 6_000_000
let server: ApiServer
let team: Team
beforeEach(async () => {
	server = await startApi({ space: SPACE })
	team = await openTeam(server)
})
afterEach(() => server.stop())

type Proof = { challenge: string; nonce: number }
const tell = async (person: Person, flood: Proof | null = null, size = 23_000) => {
	const frames = [firstMessage(person, envelopeLike(size), flood)]
	const answered = await ask(server.address, 'tell', { at: { desk: team.desk }, frames })
	return answered.status === 200 ? 'stored' : answered.because
}
type Demand = { proof: { challenge: string; bits: number; seconds: number } | null; full: boolean }
const demand = async () => (await ask(server.address, 'flood', { at: { desk: team.desk } })).value as Demand
const solved = ({ challenge, bits }: { challenge: string; bits: number }, { mailbox }: Person): Proof => ({
	challenge,
	nonce: findNonce({ challenge, bits, mailbox }, 0, 1e9) ?? -1,
})

/** Sends messages without any proof until the server asks for one. */
async function floodUntilAsked(): Promise<Person[]> {
	const told: Person[] = []
	for (;;) {
		const person = newPerson(team.desk)
		const outcome = await tell(person)
		if (outcome !== 'stored') {
			expect(outcome).toBe('proof-of-work-needed')
			return told
		}
		told.push(person)
	}
}

/** As a determined attacker: every proof that is asked for is given. */
async function floodUntilFull(): Promise<void> {
	for (;;) {
		const person = newPerson(team.desk)
		const { proof, full } = await demand()
		const outcome = await tell(person, proof === null ? null : solved(proof, person))
		if (full || outcome !== 'stored') {
			expect([full, outcome]).toEqual([true, 'full'])
			return
		}
	}
}

/** Pages of the database that hold something. */
function bytesInUse(): number {
	const database = new DatabaseSync(databasePath(server.dataDir), { readOnly: true })
	const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
		Number(database.prepare(`PRAGMA ${name}`).get()?.[name]),
	)
	database.close()
	return (pages! - free!) * size!
}

test('writing is free while there is room, then costs a moment, at the end it is refused', async () => {
	expect(await demand()).toEqual({ proof: null, full: false })
	await floodUntilAsked()
	const { proof } = await demand()
	expect(proof!.bits).toBeGreaterThan(0)
	const person = newPerson(team.desk)
	const mine = solved(proof!, person)
	expect(await tell(newPerson(team.desk), mine)).toBe('proof-of-work-needed')
	expect(await tell(person, { ...mine, challenge: mine.challenge.replace('.', '.0') })).toBe(
		'challenge-expired',
	)
	expect(await tell(person, mine)).toBe('stored')
	// The mailbox is taken now: the same proof opens nothing more.
	expect(await tell(person, mine, 20_000)).toBe('mailbox-taken')
	await floodUntilFull()
})

test('a proof is good for a while only', async () => {
	await floodUntilAsked()
	const { proof } = await demand()
	const person = newPerson(team.desk)
	server.clock.now = new Date(server.clock.now.getTime() + (proof!.seconds + 1) * 1000)
	expect(await tell(person, solved(proof!, person))).toBe('challenge-expired')
})

test('a flood keeps nobody from returning, writing on and being answered, and never fills the disk', async () => {
	const { address } = server
	const at = { desk: team.desk }
	const amina = newPerson(team.desk)
	expect(await tell(amina)).toBe('stored')
	const opened = await entryFrame(amina.mailbox, null, { by: team.ruth, roster: team.roster })
	const thread = { ...at, thread: amina.mailbox }
	await ask(address, 'append', {
		at: thread,
		token: team.ruth.token,
		frames: [opened.frame, await ringFrame(0, [team.ruth])],
	})
	const hostile = await floodUntilAsked()
	await floodUntilFull()
	// The attacker holds many mailboxes and fills what unopened threads may take.
	for (const person of hostile.slice(0, 60)) {
		const frames = [furtherMessage(person, envelopeLike(60_000))]
		await ask(address, 'write', { at, frames })
		const file = [filePart(person, { file: 'f'.repeat(32), part: 0, parts: 1 }, envelopeLike(60_000))]
		expect((await ask(address, 'sendPart', { at, frames: file })).because).toBe('full')
	}
	const refused = await ask(address, 'write', {
		at,
		frames: [furtherMessage(hostile[0]!, envelopeLike(60_000))],
	})
	expect(refused.because).toBe('full')

	const frames = [furtherMessage(amina, await anEnvelope('they came back'))]
	expect((await ask(address, 'write', { at, frames })).status).toBe(200)
	const given = await ask(address, 'challenge', { at, json: { mailbox: amina.mailbox } })
	const proof = proofFor(amina, (given.value as { challenge: string }).challenge)
	expect((await ask(address, 'collect', { at, json: proof })).status).toBe(200)
	const answer = await entryFrame(amina.mailbox, opened.visible, { by: team.ruth, roster: team.roster })
	const appended = await ask(address, 'append', {
		at: thread,
		token: team.ruth.token,
		frames: [answer.frame],
	})
	expect(appended.status).toBe(200)
	expect(bytesInUse()).toBeLessThan(SPACE)

	const threads = hostile.map(({ mailbox }) => mailbox)
	const token = team.ruth.token
	expect((await ask(address, 'discard', { at, token, json: { threads } })).status).toBe(200)
	expect(await demand()).toEqual({ proof: null, full: false })
	expect(await tell(newPerson(team.desk))).toBe('stored')
})

test('the demand only grows, is bounded, and ends before the room of those who return', () => {
	const share = fc.double({ min: 0, max: 1.2, noNaN: true })
	fc.assert(
		fc.property(share, share, (one, other) => {
			const [less, more] = [Math.min(one, other), Math.max(one, other)].map(demandedBits)
			expect(less ?? Infinity).toBeLessThanOrEqual(more ?? Infinity)
			expect(less ?? 0).toBeLessThanOrEqual(MOST_BITS)
		}),
	)
	expect([0, 0.69, 0.7, 0.85, 1].map(demandedBits)).toEqual([0, 0, 6, null, null])
	expect(demandedBits(0.8499)).toBe(MOST_BITS)
})
