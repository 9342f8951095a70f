import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame } from '#contract/frames.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Card } from '#domain/roster/roster.ts'
import type { FileRef, PersonRecord, Story, TeamRecord } from '#domain/threads/records.ts'
import { startServer } from '#server/main.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import type { AgeIdentity, AgeRecipient } from '#vault/envelope.ts'
import { type Author, isWrittenBy, openMessage, sealMessage } from '#vault/message.ts'
import type { Hash } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import { deriveReturnKeys, type ReturnKeys } from '#vault/return-keys.ts'
import { newSecret } from '#vault/words.ts'
import { type ApiServer, ask } from './api-server.ts'
import { answerFor, firstMessage, type Person } from './person.ts'
import { CARD, entryFrame, openTeam, ringFrame, takeIn, type Team } from './team.ts'

/** A whole server with built pages, and a team of three that Amina writes to. */
export type Kessa = {
	origin: string
	team: Team
	instance: Instance
	/** The key the team tells people to write to in its answers. */
	threadKey: AgeIdentity
	stop: () => Promise<void>
}

/** Somebody who has told their story and kept the words. */
export type Writer = { secret: Uint8Array; keys: ReturnKeys; person: Person }

const bytes = (size: number) => Uint8Array.from(randomBytes(size))

/** @param alsoAt further addresses the server answers under, as when a line leads to it */
export async function startKessa(alsoAt: readonly string[] = [], card: Card = CARD): Promise<Kessa> {
	const dataDir = mkdtempSync(join(tmpdir(), 'safeconduct-'))
	const port = await freePort()
	const origin = `http://localhost:${port}`
	const server = await startServer({
		port,
		host: '127.0.0.1',
		origins: [origin, `http://127.0.0.1:${port}`, ...alsoAt],
		deskOrigin: `http://desk.localhost:${port}`,
		dataDir,
		databaseUrl: null,
		space: 1e12,
		demo: false,
	})
	const { instance } = server
	const api: ApiServer = {
		address: `http://127.0.0.1:${port}`,
		instance,
		dataDir,
		clock: { now: new Date() },
		faults: [],
		stop: server.stop,
	}
	const team = await openTeam(api, card)
	const tomas = await takeIn(api, team, 'tomas')
	await takeIn(api, team, 'lena', ['triage'], [tomas])
	const threadKey = x25519Identity(bytes(32))
	const stop = async () => {
		await server.stop()
		rmSync(dataDir, { recursive: true })
	}
	return { origin, team, instance, threadKey, stop }
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const { port } = probe.address() as AddressInfo
	probe.close()
	await once(probe, 'close')
	return port
}

/** Amina tells her story, as the page would send it. */
export async function tellStory({ origin, team }: Kessa, text: string): Promise<Writer> {
	const secret = newSecret('return', bytes(12))
	const keys = await deriveReturnKeys(secret, team.desk as Hash)
	const { mailbox, proofSeed, macKey } = keys
	const person = { desk: team.desk, mailbox, proofSeed, depositSeed: depositSeed(macKey) }
	const story: Story = {
		v: 1,
		kind: 'story',
		desk: team.desk,
		mailbox,
		visit: randomBytes(8).toString('hex'),
		n: 0,
		roster: { seq: team.roster.seq, head: team.roster.head },
		language: 'fr',
		reason: null,
		text,
		voice: null,
		consent: { reach: 'ask-each-time', totals: false, keepFrom: '' },
		leaveOut: [],
		showAgain: false,
		keys: {
			recipient: await recipientOf(keys.identity),
			mac: Buffer.from(macKey).toString('hex'),
			consent: signingKeyOf(keys.consentSeed),
		},
	}
	const readers = team.roster.members.map(({ recipient }) => recipient as AgeRecipient)
	const envelope = await sealMessage(JSON.stringify(story), 'person', macKey, readers)
	await accepted(origin, 'tell', team, [firstMessage(person, envelope)])
	return { secret, keys, person }
}

/** Ruth opens the thread: from then on, answers can be left in the mailbox. */
export async function openThread({ origin, team }: Kessa, { keys }: Writer): Promise<void> {
	const { ruth, roster, desk } = team
	const { frame } = await entryFrame(keys.mailbox, null, { by: ruth, roster })
	const frames = [frame, await ringFrame(0, [ruth])]
	const at = { desk, thread: keys.mailbox }
	const answered = await ask(origin, 'append', { at, token: ruth.token, frames })
	if (answered.status !== 200) throw new Error(`append: ${String(answered.because)}`)
}

/** Leaves an answer in the mailbox. `author` and `macKey` are other ones when somebody tries to look like the team. */
export async function leaveAnswer(
	{ origin, team, threadKey }: Kessa,
	{ keys, person }: Writer,
	answer: Pick<TeamRecord, 'n' | 'text'> & Partial<TeamRecord>,
	{ author = 'team', macKey = keys.macKey }: { author?: Author; macKey?: ReturnKeys['macKey'] } = {},
): Promise<void> {
	const record: TeamRecord = {
		v: 1,
		kind: 'answer',
		desk: team.desk,
		mailbox: keys.mailbox,
		stage: 'reading',
		nextStep: 'Ruth reads your papers.',
		promised: null,
		recipient: await recipientOf(threadKey),
		readUpTo: -1,
		roster: { seq: team.roster.seq, head: team.roster.head },
		...answer,
	}
	const recipient = await recipientOf(keys.identity)
	const envelope = await sealMessage(JSON.stringify(record), author, macKey, [recipient])
	await accepted(origin, 'deposit', team, [answerFor(person, envelope)])
}

/** Everything the person wrote, in the order stored, as Ruth and the holders of the thread's key open it. */
export async function messagesOf(
	{ origin, team, threadKey }: Kessa,
	{ keys }: Writer,
): Promise<PersonRecord[]> {
	const at = { desk: team.desk, thread: keys.mailbox }
	const { frames } = await ask(origin, 'thread', { at, token: team.ruth.token })
	const identities = [hybridIdentity(team.ruth.ageSeed), threadKey]
	const records: PersonRecord[] = []
	for (const { head, bytes: envelope } of frames) {
		if (typeof head !== 'object' || head === null || !('kind' in head) || head.kind !== 'message') continue
		const message = await openWithOne(envelope, identities)
		if (message === null) throw new Error('not for these readers')
		if (!isWrittenBy(message, 'person', keys.macKey)) throw new Error('not from the person')
		const record = readPersonRecord(message.body, { desk: team.desk, mailbox: keys.mailbox })
		if (record === null) throw new Error(`not a record: ${message.body}`)
		records.push(record)
	}
	return records
}

/** The parts of a file as the server hands them to Ruth. */
export async function partsOf(
	{ origin, team }: Kessa,
	{ keys }: Writer,
	{ id, parts }: FileRef,
): Promise<Uint8Array<ArrayBuffer>[]> {
	const stored: Uint8Array<ArrayBuffer>[] = []
	for (let part = 0; part < parts; part++) {
		const at = { desk: team.desk, thread: keys.mailbox, file: id, part: String(part) }
		const answered = await ask(origin, 'filePart', { at, token: team.ruth.token })
		if (answered.status !== 200) throw new Error(`part ${part}: ${String(answered.because)}`)
		stored.push(Uint8Array.from(answered.bytes))
	}
	return stored
}

/** Hybrid and X25519 keys open different envelopes; a message opens with one of them. */
async function openWithOne(envelope: Uint8Array, identities: readonly AgeIdentity[]) {
	for (const identity of identities) {
		const message = await openMessage(envelope, [identity])
		if (message !== null) return message
	}
	return null
}

async function accepted(
	origin: string,
	name: 'tell' | 'deposit',
	{ desk }: Team,
	frames: readonly Frame[],
): Promise<void> {
	const answered = await ask(origin, name, { at: { desk }, frames })
	if (answered.status !== 200) throw new Error(`${name}: ${String(answered.because)}`)
}
