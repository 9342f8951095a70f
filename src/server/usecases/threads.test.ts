import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointName } from '#contract/endpoints.ts'
import type { Frame } from '#contract/frames.ts'
import type { VisibleEntry } from '#vault/outside/chain.ts'
import { ownKey, sealOwn } from '#vault/own-box.ts'
import { hashOf } from '#vault/outside/format.ts'
import { OWN_BOX_LINE } from '#vault/outside/own-box-format.ts'
import { ask, type Asked, startApi } from '../../../tests/world/api-server.ts'
import { anEnvelope, firstMessage, type Person } from '../../../tests/world/person.ts'
import { change, type Colleague, entryFrame, openTeam, ringFrame, takeIn } from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let world: TeamWorld
let server: TeamWorld['server']
let team: TeamWorld['team']
let tomas: Colleague
let lena: Colleague
let ismael: Colleague
let at: TeamWorld['at']
let because: TeamWorld['because']
let tells: TeamWorld['tells']
let appendAs: TeamWorld['appendAs']
let opens: TeamWorld['opens']

beforeAll(async () => {
	world = await openTeamWorld()
	;({ server, team, tomas, lena, ismael, at, because, tells, appendAs, opens } = world)
})
afterAll(() => server.stop())

describe('whoever is not a reader', () => {
	let person: Person
	let file: string
	let head: VisibleEntry
	beforeAll(async () => {
		;({ person, file } = await tells())
		head = await opens(person, tomas, [tomas, team.ruth])
	})

	const ways = (token: string, thread: string): [EndpointName, Asked][] => [
		['thread', { at: at({ thread }), token }],
		['filePart', { at: at({ thread, file, part: '0' }), token }],
		['retireOriginal', { at: at({ thread }), token, json: { hashes: ['a'.repeat(64)] } }],
		['destroy', { at: at({ thread }), token }],
	]

	test('gets nothing of a thread by any way, and changes nothing', async () => {
		for (const [name, asked] of ways(ismael.token, person.mailbox))
			expect([name, await because(name, asked)]).toEqual([name, 'not-a-reader'])
		const { frame } = await entryFrame(person.mailbox, head, { by: ismael, roster: team.roster })
		expect(await appendAs(ismael, person.mailbox, [frame])).toBe('not-a-reader')
		const changes = await ask(server.address, 'changes', { at: at(), token: ismael.token })
		const threads = changes.frames.map((one) => (one.head as { thread: string }).thread)
		expect(threads).not.toContain(person.mailbox)
		expect(await because('thread', { at: at({ thread: person.mailbox }), token: tomas.token })).toBe('done')
	})

	test('but opens what comes in, may check the opening while the original lies there, and destroy nothing', async () => {
		expect(await because('thread', { at: at({ thread: person.mailbox }), token: lena.token })).toBe('done')
		for (const [name, asked] of ways(lena.token, person.mailbox).filter(([name]) => name !== 'thread'))
			expect([name, await because(name, asked)]).toEqual([name, 'not-a-reader'])
	})

	test('gets nothing of a thread of another desk with the same token', async () => {
		const elsewhere = await startApi()
		const other = await openTeam(elsewhere)
		const path = { desk: other.desk, thread: person.mailbox }
		const answered = await ask(elsewhere.address, 'thread', { at: path, token: tomas.token })
		expect(answered.because).toBe('not-signed-in')
		await elsewhere.stop()
	})

	test('has no drawer, key-ring or session but their own', async () => {
		const digest = await anEnvelope('digests')
		const frames = [{ head: { bucket: 3, generation: 1 }, bytes: digest }]
		expect(await because('putDrawer', { at: at(), token: tomas.token, frames })).toBe('done')
		const own = await ask(server.address, 'drawer', { at: at(), token: tomas.token })
		expect(own.frames).toMatchObject([{ head: { bucket: 3, generation: 1 } }])
		expect(hashOf(own.frames[0]!.bytes)).toBe(hashOf(digest))
		const others = await ask(server.address, 'drawer', { at: at(), token: lena.token })
		expect(others.frames).toEqual([])
		expect(await because('putDrawer', { at: at(), token: tomas.token, frames })).toBe('not-the-next-entry')
	})

	test('keeps nothing in their drawer that is not locked', async () => {
		const put = (bytes: Uint8Array) =>
			because('putDrawer', {
				at: at(),
				token: lena.token,
				frames: [{ head: { bucket: 9, generation: 1 }, bytes }],
			})
		const digests = new TextEncoder().encode(JSON.stringify({ kind: 'drawer', digests: [] }))
		expect(await put(digests)).toBe('not-an-envelope')
		const box = await sealOwn(digests, await ownKey(new Uint8Array(32)))
		expect(await put(box.subarray(0, OWN_BOX_LINE.length + 20))).toBe('not-an-envelope')
		expect(await put(box)).toBe('done')
	})

	test('reads what was not opened yet only if they take messages in', async () => {
		const { person: unread } = await tells()
		const path = { at: at({ thread: unread.mailbox }) }
		expect(await because('thread', { ...path, token: lena.token })).toBe('done')
		expect(await because('thread', { ...path, token: ismael.token })).toBe('not-a-reader')
	})
})

describe('access', () => {
	test('is given with the next ring and taken with the one after', async () => {
		const { person } = await tells()
		const thread = person.mailbox
		const first = await opens(person, tomas, [tomas, team.ruth])
		const mayRead = async (who: Colleague) =>
			(await because('thread', { at: at({ thread }), token: who.token })) === 'done'
		expect(await mayRead(ismael)).toBe(false)
		const given = await entryFrame(thread, first, { by: tomas, roster: team.roster })
		expect(await appendAs(tomas, thread, [given.frame, await ringFrame(1, [tomas, team.ruth, ismael])])).toBe(
			'done',
		)
		expect(await mayRead(ismael)).toBe(true)
		const taken = await entryFrame(thread, given.visible, { by: tomas, roster: team.roster })
		expect(await appendAs(tomas, thread, [taken.frame, await ringFrame(2, [tomas, team.ruth])])).toBe('done')
		expect(await mayRead(ismael)).toBe(false)
	})

	test('cannot be given to somebody who is no member, nor twice, nor out of turn, nor without an entry', async () => {
		const { person } = await tells()
		const thread = person.mailbox
		const first = await opens(person, tomas, [tomas])
		const next = () => entryFrame(thread, first, { by: tomas, roster: team.roster })
		const stranger = { ...ismael, member: { ...ismael.member, id: 'e'.repeat(32) } }
		expect(await appendAs(tomas, thread, [(await next()).frame, await ringFrame(1, [stranger])])).toBe(
			'malformed',
		)
		expect(await appendAs(tomas, thread, [(await next()).frame, await ringFrame(1, [tomas, tomas])])).toBe(
			'malformed',
		)
		expect(await appendAs(tomas, thread, [(await next()).frame, await ringFrame(2, [tomas])])).toBe(
			'not-the-next-entry',
		)
		expect(await appendAs(tomas, thread, [(await next()).frame, await ringFrame(0, [tomas])])).toBe(
			'not-the-next-entry',
		)
		expect(await appendAs(tomas, thread, [await ringFrame(1, [tomas])])).toBe('malformed')
		const two = [await ringFrame(1, [tomas]), await ringFrame(1, [tomas])]
		expect(await appendAs(tomas, thread, [(await next()).frame, ...two])).toBe('malformed')
	})
})

describe('a journal', () => {
	let person: Person
	let first: VisibleEntry
	beforeEach(async () => {
		;({ person } = await tells())
		first = await opens(person, tomas, [tomas, team.ruth])
	})
	const next = (by: Colleague, previous: VisibleEntry | null = first) =>
		entryFrame(person.mailbox, previous, { by, roster: team.roster })

	test('begins with its ring', async () => {
		const { person: unread } = await tells()
		const { frame } = await entryFrame(unread.mailbox, null, { by: tomas, roster: team.roster })
		expect(await appendAs(tomas, unread.mailbox, [frame])).toBe('malformed')
	})

	test('takes the same entry twice as once, and a second one for its place not at all', async () => {
		const { frame } = await next(tomas)
		expect(await appendAs(tomas, person.mailbox, [frame])).toBe('done')
		expect(await appendAs(tomas, person.mailbox, [frame])).toBe('done')
		expect(await appendAs(team.ruth, person.mailbox, [(await next(team.ruth)).frame])).toBe(
			'not-the-next-entry',
		)
	})

	test('takes several entries whole or not at all', async () => {
		const one = await next(tomas)
		const two = await next(tomas, one.visible)
		const gap = await next(tomas, two.visible)
		expect(await appendAs(tomas, person.mailbox, [one.frame, gap.frame])).toBe('not-the-next-entry')
		expect(await appendAs(tomas, person.mailbox, [one.frame, two.frame, gap.frame])).toBe('done')
	})

	test('takes nothing altered, moved, unsigned or signed by somebody who does not read', async () => {
		const { frame, visible } = await next(tomas)
		const altered = Uint8Array.from(frame.bytes)
		altered[altered.length - 1]! ^= 1
		const refused = async (changed: Frame) => appendAs(tomas, person.mailbox, [changed])
		const withEntry = (change: Partial<VisibleEntry>) => ({
			head: { kind: 'entry', entry: { ...visible, ...change } },
			bytes: frame.bytes,
		})
		expect(await refused({ head: frame.head, bytes: altered })).toBe('malformed')
		expect(await refused(withEntry({ scope: 'a'.repeat(32) }))).toBe('malformed')
		expect(await refused(withEntry({ signature: 'a'.repeat(128) as VisibleEntry['signature'] }))).toBe(
			'malformed',
		)
		expect(await refused(withEntry({ author: team.ruth.member.signingKey as VisibleEntry['author'] }))).toBe(
			'malformed',
		)
		expect(await refused((await next(lena)).frame)).toBe('not-a-reader')
		const early = await entryFrame(person.mailbox, first, {
			by: tomas,
			roster: { ...team.roster, seq: 1 },
		})
		expect(await refused(early.frame)).toBe('not-a-reader')
		const future = await entryFrame(person.mailbox, first, {
			by: tomas,
			roster: { ...team.roster, seq: 999 },
		})
		expect(await refused(future.frame)).toBe('malformed')
	})

	test('takes back, from a colleague, entries of others that a restored server lacks', async () => {
		const theirs = await next(tomas)
		expect(await appendAs(team.ruth, person.mailbox, [theirs.frame])).toBe('done')
	})
})

describe('removing', () => {
	test('a destroyed thread is gone for everybody, and everybody is told', async () => {
		const { person, file } = await tells()
		const thread = person.mailbox
		await opens(person, tomas, [tomas, team.ruth])
		const destroyed = await ask(server.address, 'destroy', { at: at({ thread }), token: tomas.token })
		expect(destroyed.value).toEqual({ gone: 'now' })
		for (const who of [tomas, team.ruth, lena])
			expect(await because('thread', { at: at({ thread }), token: who.token })).toBe('not-found')
		const part = { at: at({ thread, file, part: '0' }), token: tomas.token }
		expect(await because('filePart', part)).toBe('not-found')
		const told = await ask(server.address, 'changes', { at: at(), token: ismael.token })
		expect(told.frames.map(({ head }) => head)).toContainEqual(
			expect.objectContaining({ kind: 'destroyed', thread }),
		)
		const again = firstMessage(person, await anEnvelope('again'))
		expect(await because('tell', { at: at(), frames: [again] })).toBe('mailbox-taken')
	})

	test('a flood is thrown away at once; what somebody opened stays', async () => {
		const flood = await Promise.all([tells(), tells(), tells()])
		const { person: opened } = await tells()
		await opens(opened, tomas, [tomas])
		const threads = [...flood.map(({ person }) => person.mailbox), opened.mailbox, 'a'.repeat(32)]
		expect(await because('discard', { at: at(), token: ismael.token, json: { threads } })).toBe('not-allowed')
		const discarded = await ask(server.address, 'discard', { at: at(), token: lena.token, json: { threads } })
		expect(discarded.value).toEqual({ discarded: 3 })
		expect(await because('thread', { at: at({ thread: opened.mailbox }), token: tomas.token })).toBe('done')
	})
})

test('changes come in pages, forwards and backwards, and the day of reading is noted, not who read', async () => {
	await tells()
	const read = async (query: Record<string, string>) => {
		const answered = await ask(server.address, 'changes', { at: at(), token: lena.token, query })
		return answered.frames.map(({ head }) => (head as { order: number }).order)
	}
	const all = await read({})
	const paged: number[] = []
	for (;;) {
		const page = await read({ after: String(paged.at(-1) ?? 0), limit: '2' })
		if (page.length === 0) break
		paged.push(...page)
	}
	expect(paged).toEqual(all)
	expect(await read({ before: String(all.at(-1)), limit: '2' })).toEqual(all.slice(-3, -1).reverse())
	const today = server.clock.now.toISOString().slice(0, 10)
	expect((await ask(server.address, 'desks')).value).toMatchObject({ desks: [{ lastRead: today }] })
})

test('a member who was removed reads nothing, and their entries stay valid', async () => {
	const nadia = await takeIn(server, team, 'nadia', ['triage'], [tomas])
	const { person } = await tells()
	const thread = person.mailbox
	const first = await opens(person, nadia, [nadia, tomas])
	await change(server, team, { kind: 'member-removed', id: nadia.member.id })
	expect(await because('thread', { at: at({ thread }), token: nadia.token })).toBe('not-signed-in')
	const next = await entryFrame(thread, first, { by: tomas, roster: team.roster })
	expect(await appendAs(tomas, thread, [next.frame])).toBe('done')
	expect(server.faults).toEqual([])
})
