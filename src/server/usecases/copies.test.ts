import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf } from '#vault/outside/format.ts'
import { ask, type Answered } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	answerFor,
	envelopeLike,
	firstMessage,
	keptFirstMessage,
	laterCopy,
	newPerson,
	type Person,
	proofFor,
} from '../../../tests/world/person.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let world: TeamWorld

beforeAll(async () => {
	world = await openTeamWorld()
})
afterAll(() => world.server.stop())

async function returns(person: Person, name: 'collect' | 'forgetCopies'): Promise<Answered> {
	const { server, at } = world
	const given = await ask(server.address, 'challenge', { at: at(), json: { mailbox: person.mailbox } })
	const { challenge } = given.value as { challenge: string }
	return ask(server.address, name, { at: at(), json: proofFor(person, challenge) })
}

const heads = async (person: Person) => (await returns(person, 'collect')).frames.map(({ head }) => head)

test('what a person chose to see again waits for them, before the answers, until they have it forgotten', async () => {
	const { team, tomas, at, because, opens } = world
	const person = newPerson(team.desk)
	const [story, first, second, answer] = [
		await anEnvelope('story'),
		await anEnvelope('for me'),
		await anEnvelope('for me, too'),
		await anEnvelope('answer'),
	]
	expect(await because('tell', { at: at(), frames: [keptFirstMessage(person, story, first)] })).toBe('done')
	await opens(person, tomas, [tomas])
	expect(await because('deposit', { at: at(), frames: [answerFor(person, answer)] })).toBe('done')
	const keeps = () => because('keepCopy', { at: at(), frames: [laterCopy(person, second)] })
	expect([await keeps(), await keeps()]).toEqual(['done', 'done'])
	const { frames } = await returns(person, 'collect')
	expect(frames.map(({ head }) => head)).toEqual([
		{ kind: 'copy', hash: hashOf(first), first: true },
		{ kind: 'copy', hash: hashOf(second), first: false },
		expect.objectContaining({ kind: 'answer', hash: hashOf(answer) }),
	])
	expect(frames.map(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(first)))).toEqual([
		true,
		false,
		false,
	])
	expect((await returns(person, 'forgetCopies')).value).toEqual({ removed: 2 })
	expect(await heads(person)).toMatchObject([{ kind: 'answer' }])
})

test('nobody keeps or forgets copies without the words, and no later copy passes for the first', async () => {
	const { team, tomas, at, because, tells } = world
	const { person } = await tells()
	const copy = await anEnvelope('mine')
	const stranger = { ...newPerson(team.desk), mailbox: person.mailbox }
	expect(await because('keepCopy', { at: at(), frames: [laterCopy(stranger, copy)] })).toBe('no-such-mailbox')
	expect((await returns(stranger, 'forgetCopies')).because).toBe('no-such-mailbox')
	const teams = { ...person, proofSeed: person.depositSeed }
	expect(await because('keepCopy', { at: at(), frames: [laterCopy(teams, copy)] })).toBe('no-such-mailbox')
	expect(await because('keepCopy', { at: at(), frames: [laterCopy(person, copy)] })).toBe('done')
	const again = keptFirstMessage(person, await anEnvelope('another'), copy)
	expect(await because('tell', { at: at(), frames: [again] })).toBe('mailbox-taken')
	expect(await heads(person)).toEqual([{ kind: 'copy', hash: hashOf(copy), first: false }])
	await because('destroy', { at: at({ thread: person.mailbox }), token: tomas.token })
	expect(await because('keepCopy', { at: at(), frames: [laterCopy(person, copy)] })).toBe('no-such-mailbox')
})

test('members see nothing of a copy', async () => {
	const { server, team, tomas, at, because } = world
	const person = newPerson(team.desk)
	const frames = [keptFirstMessage(person, await anEnvelope('story'), await anEnvelope('for me'))]
	expect(await because('tell', { at: at(), frames })).toBe('done')
	const shown = await ask(server.address, 'thread', {
		at: at({ thread: person.mailbox }),
		token: tomas.token,
	})
	expect(shown.frames.map(({ head }) => head)).toMatchObject([{ kind: 'message' }])
	expect(shown.frames).toHaveLength(1)
})

test('a copy that is no envelope, or leaves no message, stores nothing at all', async () => {
	const { team, at, because } = world
	const person = newPerson(team.desk)
	const story = await anEnvelope('story')
	const tell = async (copy: number, bytes: Uint8Array) => {
		const { head } = firstMessage(person, story)
		return because('tell', { at: at(), frames: [{ head: Object.assign({}, head, { copy }), bytes }] })
	}
	const both = Uint8Array.from([...story, ...story])
	expect(await tell(both.length, both)).toBe('malformed')
	expect(await tell(-1, both)).toBe('malformed')
	expect(await tell(story.length - 1, both)).toBe('not-an-envelope')
	expect(await tell(100, Uint8Array.from([...story, ...new Uint8Array(100)]))).toBe('not-an-envelope')
	const large = envelopeLike(1024 * 1024 + 1)
	expect(await tell(large.length, Uint8Array.from([...story, ...large]))).toBe('too-large')
	expect((await returns(person, 'collect')).because).toBe('no-such-mailbox')
})
