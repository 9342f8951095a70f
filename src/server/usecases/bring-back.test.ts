import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Frame } from '#contract/frames.ts'
import { change } from '#contract/member-endpoints.ts'
import { receiptFor } from '#server/usecases/receipts.ts'
import { entryHash } from '#vault/outside/chain.ts'
import { hashOf } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { ask } from '../../../tests/world/api-server.ts'
import { anEnvelope, furtherMessage, newPerson } from '../../../tests/world/person.ts'
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
	const keys = { proofKey: signingKeyOf(person.proofSeed), depositKey: signingKeyOf(person.depositSeed) }
	const day = todayAt(world.server)
	const message = (bytes: Uint8Array, opening: typeof keys | null = null): Frame => {
		const about = { hash: hashOf(bytes), day, keys: opening }
		const receipt = receiptFor(world.server.instance, world.team.desk, person.mailbox, about)
		return { head: { kind: 'message', ...about, receipt }, bytes }
	}
	return {
		person,
		first: message(story, keys),
		later: message(more),
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

test('with every message members get the receipt it comes back with', async () => {
	const { person } = await world.tells()
	const thread = person.mailbox
	const { frames } = await ask(world.server.address, 'thread', { at: world.at({ thread }), token: token() })
	const [head] = frames.map((frame) => v.parse(change, frame.head)).filter(({ kind }) => kind === 'message')
	if (head?.kind !== 'message') throw new Error('no message')
	const { kind, hash, day, keys, receipt } = head
	const story = frames[0]?.bytes ?? new Uint8Array()
	expect((await bring(thread, [{ head: { kind, hash, day, keys, receipt }, bytes: story }])).value).toEqual({
		stored: 0,
	})
})

test('nobody puts words into a person’s mouth, and a mailbox keeps its owner', async () => {
	const { person, first, later } = await kept()
	const stranger = await kept()
	const bytes = await anEnvelope('forged')
	const forged = { head: { ...(later.head as object), hash: hashOf(bytes) }, bytes }
	const older = { ...later, head: { ...(later.head as object), day: '2020-01-01' } }
	expect((await bring(person.mailbox, [later])).because).toBe('not-found')
	for (const wrong of [stranger.later, stranger.first, forged, older])
		expect((await bring(person.mailbox, [first, wrong])).because).toMatch(/^(wrong-proof|malformed)$/)
	await bring(person.mailbox, [first])
	for (const wrong of [stranger.later, stranger.first, forged, older])
		expect((await bring(person.mailbox, [wrong])).because).toBe('wrong-proof')
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
