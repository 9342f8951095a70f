import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashOf, PART_SIZE } from '#vault/outside/format.ts'
import { ask } from '../../../tests/world/api-server.ts'
import {
	anEnvelope,
	answerFor,
	envelopeLike,
	filePart,
	firstMessage,
	furtherMessage,
	newPerson,
	type Person,
	proofFor,
} from '../../../tests/world/person.ts'
import { type Colleague, entryFrame, signInAs } from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let world: TeamWorld
let server: TeamWorld['server']
let team: TeamWorld['team']
let tomas: Colleague
let at: TeamWorld['at']
let because: TeamWorld['because']
let tells: TeamWorld['tells']
let appendAs: TeamWorld['appendAs']
let opens: TeamWorld['opens']

beforeAll(async () => {
	world = await openTeamWorld()
	;({ server, team, tomas, at, because, tells, appendAs, opens } = world)
})
afterAll(() => server.stop())

describe('a mailbox', () => {
	test('gives one answer to a wrong key, an unknown mailbox and a destroyed one', async () => {
		const { person } = await tells()
		const { person: gone } = await tells()
		expect(await because('destroy', { at: at({ thread: gone.mailbox }), token: tomas.token })).toBe('done')
		const proof = async (who: Person) => {
			const given = await ask(server.address, 'challenge', { at: at(), json: { mailbox: who.mailbox } })
			return proofFor(who, (given.value as { challenge: string }).challenge)
		}
		const wrong = { ...person, proofSeed: newPerson(team.desk).proofSeed }
		const answers = []
		for (const who of [wrong, newPerson(team.desk), gone]) {
			const answered = await ask(server.address, 'collect', { at: at(), json: await proof(who) })
			answers.push([answered.status, answered.value])
			const bytes = await anEnvelope('more')
			expect(await because('write', { at: at(), frames: [furtherMessage(who, bytes)] })).toBe(
				'no-such-mailbox',
			)
		}
		expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
		expect((await ask(server.address, 'collect', { at: at(), json: await proof(person) })).status).toBe(200)
	})

	test('wants a fresh challenge made for it', async () => {
		const { person } = await tells()
		const given = await ask(server.address, 'challenge', { at: at(), json: { mailbox: person.mailbox } })
		const { challenge } = given.value as { challenge: string }
		const elsewhere = await ask(server.address, 'challenge', { at: at(), json: { mailbox: 'a'.repeat(32) } })
		const collect = (text: string) => because('collect', { at: at(), json: proofFor(person, text) })
		expect(await collect((elsewhere.value as { challenge: string }).challenge)).toBe('challenge-expired')
		expect(await collect('made up')).toBe('challenge-expired')
		expect(await collect(challenge)).toBe('done')
		const before = server.clock.now
		server.clock.now = new Date(before.getTime() + 301_000)
		expect(await collect(challenge)).toBe('challenge-expired')
		server.clock.now = before
	})

	test('takes answers signed by the team’s key only, after the journal speaks of it', async () => {
		const { person } = await tells()
		const answer = answerFor(person, await anEnvelope('answer'))
		expect(await because('deposit', { at: at(), frames: [answer] })).toBe('no-such-mailbox')
		await opens(person, tomas, [tomas])
		const forged = answerFor({ ...person, depositSeed: person.proofSeed }, await anEnvelope('forged'))
		expect(await because('deposit', { at: at(), frames: [forged] })).toBe('no-such-mailbox')
		expect(await because('deposit', { at: at(), frames: [answer] })).toBe('done')
		expect(await because('deposit', { at: at(), frames: [answer] })).toBe('done')
	})

	test('takes no envelope for recipients of two kinds, and none that is none', async () => {
		const person = newPerson(team.desk)
		const mixed = new TextEncoder().encode(
			`age-encryption.org/v1\n-> X25519 a\nb\n-> mlkem768x25519 c\nd\n--- e\n${'x'.repeat(60)}`,
		)
		for (const bytes of [mixed, new Uint8Array(), new Uint8Array(500), envelopeLike(400).subarray(1)])
			expect(await because('tell', { at: at(), frames: [firstMessage(person, bytes)] })).toBe(
				'not-an-envelope',
			)
		const large = envelopeLike(1024 * 1024 + 1)
		expect(await because('tell', { at: at(), frames: [firstMessage(person, large)] })).toBe('too-large')
	})

	test('takes parts of the agreed size in their places, up to 50 MB before the first answer', async () => {
		const { person } = await tells()
		const file = 'd'.repeat(32)
		const part = (place: { part: number; parts: number }, bytes: Uint8Array) =>
			because('sendPart', { at: at(), frames: [filePart(person, { file, ...place }, bytes)] })
		const whole = envelopeLike(PART_SIZE)
		expect(await part({ part: 0, parts: 2 }, envelopeLike(1000))).toBe('malformed')
		expect(await part({ part: 2, parts: 2 }, whole)).toBe('malformed')
		expect(await part({ part: 0, parts: 5000 }, whole)).toBe('too-large')
		expect(await part({ part: 0, parts: 1 }, new Uint8Array(500))).toBe('not-an-envelope')
		let stored = 0
		while ((await part({ part: stored, parts: 240 }, whole)) === 'done') stored += 1
		expect(stored).toBe(Math.floor(50_000_000 / PART_SIZE))
		expect(await part({ part: stored, parts: 240 }, whole)).toBe('thread-full')
	})
})

describe('originals', () => {
	const DAYS = 86_400_000
	test('go when two have looked since and seven days have passed, not before', async () => {
		const now = server.clock.now
		const { person, story } = await tells()
		const thread = person.mailbox
		const retire = (hash = hashOf(story)) =>
			because('retireOriginal', { at: at({ thread }), token: tomas.token, json: { hashes: [hash] } })
		expect(await retire()).toBe('two-needed')
		const first = await opens(person, tomas, [tomas, team.ruth])
		const second = await entryFrame(thread, first, { by: tomas, roster: team.roster })
		await appendAs(tomas, thread, [second.frame])
		expect(await retire()).toBe('two-needed')
		const checked = await entryFrame(thread, second.visible, { by: team.ruth, roster: team.roster })
		await appendAs(team.ruth, thread, [checked.frame])
		expect(await retire()).toBe('too-early')
		expect(await retire(hashOf(new Uint8Array([1])))).toBe('not-found')
		server.clock.now = new Date(now.getTime() + 7 * DAYS)
		await signInAs(server, team.desk, tomas)
		// A message that came after both have looked stays.
		const later = await anEnvelope('later')
		await ask(server.address, 'write', { at: at(), frames: [furtherMessage(person, later)] })
		expect(await retire(hashOf(later))).toBe('two-needed')
		expect(await retire()).toBe('done')
		const shown = await ask(server.address, 'thread', { at: at({ thread }), token: tomas.token })
		expect(shown.frames[0]).toMatchObject({ head: { kind: 'message', superseded: true } })
		expect(shown.frames[0]?.bytes).toHaveLength(0)
		// The person may lose the answer and send the story again: it is known.
		expect(await because('tell', { at: at(), frames: [firstMessage(person, story)] })).toBe('done')
		server.clock.now = now
	})
})
