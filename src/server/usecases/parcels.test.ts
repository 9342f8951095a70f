import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { TRANSLATION_DAYS } from '#domain/threads/decide-translation.ts'
import { usedSpace } from '#server/storage/reads/desks.ts'
import { endParcels } from '#server/usecases/parcels.ts'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { type AgeRecipient, seal } from '#vault/envelope.ts'
import { hashOf } from '#vault/outside/format.ts'
import { ask } from '../../../tests/world/api-server.ts'
import { anEnvelope, type Person } from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import {
	change,
	type Colleague,
	entryFrame,
	joinTeam,
	ringFrame,
	signInAs,
} from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let postgres: PostgresServer
beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const DAY = 86_400_000
const endpoints = Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]
let names = 0
const newName = () => (++names).toString(16).padStart(32, '0')

/** A text locked for one interpreter, as a member's client makes it. */
const lockedFor = (...members: Colleague[]) =>
	seal(
		new TextEncoder().encode('They watch our meetings.'),
		members.map(({ member }) => member.recipient as AgeRecipient),
	)

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let world: TeamWorld
	let noor: Colleague
	let sami: Colleague
	let person: Person

	const interpreter = async (login: string) => {
		const colleague = await joinTeam(world.server, world.team, login, 'interpreter', [])
		await change(world.server, world.team, { kind: 'member-added', member: colleague.member })
		await signInAs(world.server, world.team.desk, colleague)
		return colleague
	}
	const place = (parcel: string) => world.at({ thread: person.mailbox, parcel })
	const leave = (by: Colleague, to: Colleague, parcel: string, bytes: Uint8Array) =>
		world.because('leaveParcel', {
			at: place(parcel),
			token: by.token,
			frames: [{ head: { to: to.member.id }, bytes }],
		})
	const remove = (by: Colleague, parcel: string) =>
		world.because('removeParcel', { at: place(parcel), token: by.token })
	const sendBack = (by: Colleague, parcel: string, bytes: Uint8Array) =>
		world.because('returnParcel', { at: world.at({ parcel }), token: by.token, bytes })
	const waitingFor = async (who: Colleague) => {
		const { frames } = await ask(world.server.address, 'parcels', { at: world.at(), token: who.token })
		return frames
	}
	const ofThread = async () => {
		const asked = { at: world.at({ thread: person.mailbox }), token: world.tomas.token }
		return (await ask(world.server.address, 'threadParcels', asked)).frames
	}
	const space = () => usedSpace(world.server.instance.store.read)

	beforeAll(async () => {
		world = await openTeamWorld(engine === 'sqlite' ? {} : { databaseUrl: await postgres.newDatabase() })
		noor = await interpreter('noor')
		sami = await interpreter('sami')
		;({ person } = await world.tells())
		await world.opens(person, world.tomas, [world.tomas, world.team.ruth])
	})
	afterAll(() => world.server.stop())

	test('an interpreter finds one text, sends it back, and a reader finds the translation', async () => {
		const { tomas } = world
		const before = await space()
		const [parcel, text, translation] = [newName(), await lockedFor(noor), await anEnvelope('Ils nous...')]
		expect([await leave(tomas, noor, parcel, text), await leave(tomas, noor, parcel, text)]).toEqual([
			'done',
			'done',
		])
		const [given, ...more] = await waitingFor(noor)
		expect(more).toEqual([])
		// All there is: no thread, no reader, nobody's name.
		expect(Object.keys(given!.head as object).sort()).toEqual(['day', 'parcel'])
		expect(hashOf(given!.bytes)).toBe(hashOf(text))
		expect(await waitingFor(sami)).toEqual([])
		expect(await ofThread()).toMatchObject([{ head: { parcel, returned: false }, bytes: { length: 0 } }])

		expect(await sendBack(noor, parcel, translation)).toBe('done')
		expect(await sendBack(noor, parcel, translation)).toBe('done')
		expect(await sendBack(noor, parcel, await anEnvelope('another'))).toBe('not-found')
		expect(await waitingFor(noor)).toEqual([])
		const [returned] = await ofThread()
		expect(returned).toMatchObject({ head: { parcel, returned: true } })
		expect(hashOf(returned!.bytes)).toBe(hashOf(translation))
		expect([await remove(tomas, parcel), await remove(tomas, parcel)]).toEqual(['done', 'done'])
		expect(await ofThread()).toEqual([])
		expect(await space()).toBe(before)
	})

	test('whoever interprets is told nothing else, by any way there is', async () => {
		const { team, tomas } = world
		const filePlace = { thread: person.mailbox, file: 'b'.repeat(32), part: '0' }
		const at = world.at({ ...filePlace, parcel: newName(), member: tomas.member.id, passkey: 'd'.repeat(32) })
		for (const [name, { caller }] of endpoints) {
			if (caller !== 'colleague' && caller !== 'administrator') continue
			expect([name, await world.because(name, { at, token: noor.token })]).toEqual([name, 'not-allowed'])
		}
		const open = endpoints.filter(([, { caller }]) => caller === 'member' || caller === 'interpreter')
		expect(open.map(([name]) => name).sort()).toEqual([
			'addToRoster',
			'endSession',
			'parcels',
			'passkeys',
			'putKeyring',
			'putPasskey',
			'removePasskey',
			'returnParcel',
		])
		for (const [name] of open.filter(([, { caller }]) => caller === 'interpreter'))
			for (const who of [tomas, world.ismael, team.ruth])
				expect([name, await world.because(name, { at, token: who.token })]).toEqual([name, 'not-allowed'])
	})

	test('no thread is locked for an interpreter, and nobody is taken in as one who reads', async () => {
		const { tomas, team, server } = world
		const { person: other } = await world.tells()
		const frames = (readers: Colleague[]) => async () => [
			(await entryFrame(other.mailbox, null, { by: tomas, roster: team.roster })).frame,
			await ringFrame(0, readers),
		]
		expect(await world.appendAs(tomas, other.mailbox, await frames([tomas, noor])())).toBe('not-allowed')
		expect(await world.appendAs(tomas, other.mailbox, await frames([tomas])())).toBe('done')
		const lina = await joinTeam(server, team, `lina-${engine}`, 'interpreter', ['triage'])
		const seeds = [team.ruth.signSeed, tomas.signSeed]
		await expect(change(server, team, { kind: 'member-added', member: lina.member }, seeds)).rejects.toThrow(
			'interprets-only',
		)
	})

	test('only readers give, look and take back; only whom it was given sends back', async () => {
		const { tomas, lena, ismael } = world
		const [parcel, text] = [newName(), await lockedFor(noor)]
		for (const who of [lena, ismael]) {
			expect(await leave(who, noor, parcel, text)).toBe('not-a-reader')
			expect(await remove(who, parcel)).toBe('not-a-reader')
			const asked = { at: world.at({ thread: person.mailbox }), token: who.token }
			expect(await world.because('threadParcels', asked)).toBe('not-a-reader')
		}
		expect(await leave(tomas, noor, parcel, text)).toBe('done')
		expect(await sendBack(sami, parcel, await anEnvelope('not mine'))).toBe('not-found')
		expect(await sendBack(noor, newName(), await anEnvelope('of nothing'))).toBe('not-found')
		// The same name in another thread neither overwrites it nor removes it.
		const { person: other } = await world.tells()
		await world.opens(other, lena, [lena])
		const elsewhere = world.at({ thread: other.mailbox, parcel })
		const frames = [{ head: { to: noor.member.id }, bytes: await lockedFor(noor) }]
		expect(await world.because('leaveParcel', { at: elsewhere, token: lena.token, frames })).toBe('not-found')
		expect(await world.because('removeParcel', { at: elsewhere, token: lena.token })).toBe('done')
		expect((await waitingFor(noor)).map(({ bytes }) => hashOf(bytes))).toEqual([hashOf(text)])
		expect(await remove(tomas, parcel)).toBe('done')
		expect(await sendBack(noor, parcel, await anEnvelope('too late'))).toBe('not-found')
	})

	test('a text goes to one interpreter and no second key, and what comes back to one key', async () => {
		const { tomas } = world
		const parcel = newName()
		expect(await leave(tomas, tomas, parcel, await lockedFor(tomas))).toBe('malformed')
		expect(await leave(tomas, noor, parcel, await lockedFor(noor, tomas))).toBe('not-an-envelope')
		expect(await leave(tomas, noor, parcel, await anEnvelope('not hybrid'))).toBe('not-an-envelope')
		const { person: unread } = await world.tells()
		const early = world.at({ thread: unread.mailbox, parcel })
		const frames = [{ head: { to: noor.member.id }, bytes: await lockedFor(noor) }]
		expect(await world.because('leaveParcel', { at: early, token: tomas.token, frames })).toBe('not-allowed')
		expect(await leave(tomas, noor, parcel, await lockedFor(noor))).toBe('done')
		const published = await recipientOf(hybridIdentity(new Uint8Array(32)))
		const wrong = await seal(new Uint8Array(20), [published])
		expect(await sendBack(noor, parcel, wrong)).toBe('not-an-envelope')
		expect(await remove(tomas, parcel)).toBe('done')
	})

	test('a text ends after fourteen days, with its thread, and with the interpreter’s leaving', async () => {
		const { tomas, server, team } = world
		const [late, kept] = [newName(), newName()]
		for (const parcel of [late, kept])
			expect(await leave(tomas, noor, parcel, await lockedFor(noor))).toBe('done')
		expect(await sendBack(noor, kept, await anEnvelope('in time'))).toBe('done')
		const start = server.clock.now.getTime()
		server.clock.now = new Date(start + TRANSLATION_DAYS * DAY)
		expect(await endParcels(server.instance)).toBe(0)
		server.clock.now = new Date(start + (TRANSLATION_DAYS + 1) * DAY)
		expect(await endParcels(server.instance)).toBe(1)
		server.clock.now = new Date(start)
		expect(await ofThread()).toMatchObject([{ head: { parcel: kept, returned: true } }])

		expect(await leave(tomas, sami, newName(), await lockedFor(sami))).toBe('done')
		await change(server, team, { kind: 'member-removed', id: sami.member.id })
		expect(await ofThread()).toHaveLength(1)
		expect(await leave(tomas, noor, newName(), await lockedFor(noor))).toBe('done')
		const asked = { at: world.at({ thread: person.mailbox }), token: tomas.token }
		expect(await world.because('destroy', asked)).toBe('done')
		expect(await waitingFor(noor)).toEqual([])
		const rows = await server.instance.store.read.selectFrom('parcels').select('id').execute()
		expect(rows).toEqual([])
		expect(server.faults).toEqual([])
	})
})
