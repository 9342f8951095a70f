import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf, PART_SIZE } from '#vault/outside/format.ts'
import { type ApiServer, ask, startApi } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	answerFor,
	envelopeLike,
	filePart,
	firstMessage,
	furtherMessage,
	newPerson,
	proofFor,
} from '../../../tests/world/person.ts'
import { entryFrame, openTeam, ringFrame, takeIn, type Team } from '../../../tests/world/team.ts'

let server: ApiServer
let team: Team

beforeAll(async () => {
	server = await startApi()
	team = await openTeam(server)
})
afterAll(() => server.stop())

test('a person tells, a team answers, the person reads: the whole way', async () => {
	const { address } = server
	const at = { desk: team.desk }
	const amina = newPerson(team.desk)
	const story = await anEnvelope('the guards filmed us')
	const told = await ask(address, 'tell', { at, frames: [firstMessage(amina, story)] })
	expect(told).toMatchObject({ status: 200, value: { hash: hashOf(story) } })
	const file = 'f'.repeat(32)
	const parts = [envelopeLike(PART_SIZE), envelopeLike(5000)]
	for (const [part, bytes] of parts.entries())
		expect(
			await ask(address, 'sendPart', { at, frames: [filePart(amina, { file, part, parts: 2 }, bytes)] }),
		).toMatchObject({ status: 200 })

	const tomas = await takeIn(server, team, 'tomas')
	const inbox = await ask(address, 'changes', { at, token: tomas.token })
	expect(inbox.frames).toMatchObject([{ head: { kind: 'message', thread: amina.mailbox, first: true } }])
	expect(hashOf(inbox.frames[0]!.bytes)).toBe(hashOf(story))
	const thread = { ...at, thread: amina.mailbox }
	const opened = await entryFrame(amina.mailbox, null, { by: tomas, roster: team.roster })
	const ring = await ringFrame(0, [tomas, team.ruth])
	expect(
		await ask(address, 'append', { at: thread, token: tomas.token, frames: [opened.frame, ring] }),
	).toMatchObject({ status: 200, value: { seq: 0 } })
	const answered = await entryFrame(amina.mailbox, opened.visible, { by: tomas, roster: team.roster })
	await ask(address, 'append', { at: thread, token: tomas.token, frames: [answered.frame] })
	const answer = await anEnvelope('we have read you')
	expect(await ask(address, 'deposit', { at, frames: [answerFor(amina, answer)] })).toMatchObject({
		status: 200,
	})
	const part = await ask(address, 'filePart', { at: { ...thread, file, part: '0' }, token: tomas.token })
	expect(hashOf(part.bytes)).toBe(hashOf(parts[0]!))

	const given = await ask(address, 'challenge', { at, json: { mailbox: amina.mailbox } })
	const proof = proofFor(amina, (given.value as { challenge: string }).challenge)
	const collected = await ask(address, 'collect', { at, json: proof })
	expect(collected.frames).toMatchObject([{ head: { kind: 'answer', hash: hashOf(answer) } }])
	expect(await ask(address, 'partsStored', { at, json: { ...proof, file } })).toMatchObject({
		value: { parts: [0, 1] },
	})
	const read = { ...proof, hashes: [hashOf(answer)] }
	expect(await ask(address, 'acknowledge', { at, json: read })).toMatchObject({ value: { removed: 1 } })
	expect((await ask(address, 'collect', { at, json: proof })).frames).toEqual([])
	expect(
		await ask(address, 'write', { at, frames: [furtherMessage(amina, await anEnvelope('thanks'))] }),
	).toMatchObject({ status: 200 })

	const all = await ask(address, 'thread', { at: thread, token: team.ruth.token })
	expect(all.frames.map(({ head }) => (head as { kind: string }).kind)).toEqual([
		'message',
		'ring',
		'entry',
		'entry',
		'deposit',
		'message',
	])
	expect(server.faults).toEqual([])
})
