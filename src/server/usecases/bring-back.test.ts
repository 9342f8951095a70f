import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Frame } from '#contract/frames.ts'
import { entryHash } from '#vault/outside/chain.ts'
import { hashOf } from '#vault/outside/format.ts'
import { ask } from '../../../tests/world/api-server.ts'
import { anEnvelope, firstMessage, furtherMessage, newPerson } from '../../../tests/world/person.ts'
import { todayAt } from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

// What a restored server lacks comes back from members' devices, message by message.

let world: TeamWorld
beforeAll(async () => {
	world = await openTeamWorld()
})
afterAll(() => world.server.stop())

const token = () => world.team.ruth.token

/** A thread as a device keeps it: told and written again to a server that has since forgotten both. */
async function kept() {
	const person = newPerson(world.team.desk)
	const [story, more] = [await anEnvelope('story'), await anEnvelope('more')]
	const { proofKey, depositKey } = firstMessage(person, story).head as {
		proofKey: string
		depositKey: string
	}
	const { signature } = furtherMessage(person, more).head as { signature: string }
	const day = todayAt(world.server)
	const message = (bytes: Uint8Array, how: object): Frame => ({
		head: { kind: 'message', hash: hashOf(bytes), day, keys: null, signature: null, ...how },
		bytes,
	})
	const first = message(story, { keys: { proofKey, depositKey } })
	return {
		person,
		first,
		later: message(more, { signature }),
		message,
		hashes: [hashOf(story), hashOf(more)],
	}
}

const bring = (thread: string, frames: readonly Frame[], by = token()) =>
	ask(world.server.address, 'bringBack', { at: world.at({ thread }), token: by, frames })

const lacks = async (thread: string, messages: readonly string[], head: object | null = null) => {
	const json = { known: [{ thread, messages, head }] }
	const { value } = await ask(world.server.address, 'lacking', { at: world.at(), token: token(), json })
	return value
}

test('a thread the server lost comes back whole, and is the person’s again', async () => {
	const { person, first, later, hashes } = await kept()
	expect(await lacks(person.mailbox, hashes)).toEqual({
		lacking: [{ thread: person.mailbox, is: 'unknown' }],
	})
	expect((await bring(person.mailbox, [first])).value).toEqual({ stored: 1 })
	expect(await lacks(person.mailbox, hashes)).toEqual({ lacking: [{ thread: person.mailbox, is: 'older' }] })
	expect((await bring(person.mailbox, [first, later])).value).toEqual({ stored: 1 })
	expect((await bring(person.mailbox, [first, later])).value).toEqual({ stored: 0 })
	expect(await lacks(person.mailbox, hashes)).toEqual({ lacking: [] })
	const again = furtherMessage(person, await anEnvelope('back'))
	expect(await world.because('write', { at: world.at(), frames: [again] })).toBe('done')
})

test('a device shows with what it has seen that a journal became shorter or another', async () => {
	const { person } = await world.tells()
	const head = entryHash(await world.opens(person, world.tomas, [world.tomas]))
	const known = (seq: number, hash: string) => lacks(person.mailbox, [], { seq, hash })
	expect(await known(0, head)).toEqual({ lacking: [] })
	for (const [seq, hash] of [
		[0, 'a'.repeat(64)],
		[1, head],
	] as const)
		expect(await known(seq, hash)).toEqual({ lacking: [{ thread: person.mailbox, is: 'older' }] })
})

test('nobody puts words into a person’s mouth, and a mailbox keeps its owner', async () => {
	const { person, first, later, message } = await kept()
	const stranger = await kept()
	expect((await bring(person.mailbox, [later])).because).toBe('not-found')
	expect((await bring(person.mailbox, [first, stranger.later])).because).toBe('wrong-proof')
	await bring(person.mailbox, [first])
	expect((await bring(person.mailbox, [stranger.first])).because).toBe('mailbox-taken')
	const unsigned = message(await anEnvelope('forged'), {})
	expect((await bring(person.mailbox, [unsigned])).because).toBe('malformed')
	const both = message(await anEnvelope('forged'), {
		...(stranger.first.head as object),
		hash: hashOf(later.bytes),
	})
	expect((await bring(person.mailbox, [both])).because).toBe('malformed')
	expect((await bring(person.mailbox, [{ ...later, bytes: first.bytes }])).because).toBe('malformed')
	expect((await bring(person.mailbox, [later], 'f'.repeat(64))).because).toBe('not-signed-in')
	expect((await bring(person.mailbox, [later])).value).toEqual({ stored: 1 })
})

test('what was destroyed stays destroyed', async () => {
	const { person, first, later, hashes } = await kept()
	await bring(person.mailbox, [first])
	const thread = person.mailbox
	expect(await world.because('destroy', { at: world.at({ thread }), token: token() })).toBe('done')
	expect((await bring(thread, [first, later])).because).toBe('not-found')
	expect(await lacks(thread, hashes)).toEqual({ lacking: [{ thread, is: 'destroyed' }] })
})
