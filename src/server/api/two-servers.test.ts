import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { findNonce } from '#contract/flood-proof.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import { usedSpace } from '#server/storage/reads/desks.ts'
import { type ApiServer, ask, startApi } from '../../../tests/world/api-server.ts'
import { atWork, openFirst } from '../../../tests/world/at-work.ts'
import { envelopeLike, firstMessage, newPerson } from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import { change, foundTeam, takeIn, todayAt } from '../../../tests/world/team.ts'
import { startWorking, type Worker } from '../../../tests/world/working-team.ts'
import { answersFor, tell } from '../../../tests/world/writer.ts'

// Two servers on one database, behind one address that hands every request to either of them.

let postgres: PostgresServer
let one: ApiServer
let other: ApiServer
let ruth: Worker

beforeAll(async () => {
	postgres = await startPostgres()
	const servers = await twoServers()
	one = servers.one
	other = servers.other
	callServerAt(one.address)
	const [first] = await startWorking(one.instance, ['Ruth', 'Tomas'], todayAt(one))
	if (first === undefined) throw new RangeError('nobody')
	ruth = first
})
afterAll(async () => {
	await one.stop()
	await other.stop()
	await postgres.stop()
})

async function twoServers(): Promise<{ one: ApiServer; other: ApiServer }> {
	const databaseUrl = await postgres.newDatabase()
	const [first, second] = await Promise.all([startApi({ databaseUrl }), startApi({ databaseUrl })])
	return { one: first, other: second }
}

test('a person tells one server, the team answers at the other, the person reads it at the first', async () => {
	const today = todayAt(one)
	const amina = await tell(ruth.open, { text: 'They came to the office in Kessa at night.' })
	callServerAt(other.address)
	const opened = await openFirst(amina.mailbox.keys.mailbox, atWork(ruth), today)
	const words = { text: 'We read it.', stage: 'reading', nextStep: 'We check.', promised: null } as const
	const wrote = await writeAnswer(opened, words, atWork(ruth).reader, ruth.open.token, today)
	if (!wrote.ok || wrote.answer === null) throw new RangeError('no answer was written')
	await leaveDeposit(opened, wrote.answer, ruth.open.desk)
	callServerAt(one.address)
	expect((await answersFor(amina)).map(({ text }) => text)).toEqual(['We read it.'])
})

test('a proof of work that one server asked for is taken by the other', async () => {
	const { desk } = ruth.open
	const nearlyFull = Math.ceil((await usedSpace(one.instance.store.read)) / 0.72)
	one.instance.space = other.instance.space = nearlyFull
	const { proof } = v.parse(
		PUBLIC_ENDPOINTS.flood.tell,
		(await ask(one.address, 'flood', { at: { desk } })).value,
	)
	if (proof === null) throw new RangeError('the flood guard asks for nothing')
	const person = newPerson(desk)
	const { challenge, bits } = proof
	const nonce = findNonce({ challenge, bits, mailbox: person.mailbox }, 0, 2 ** 20)
	if (nonce === null) throw new RangeError('a proof nobody finds')
	const small = envelopeLike(400)
	const sent = (flood: { challenge: string; nonce: number } | null) =>
		ask(other.address, 'tell', { at: { desk }, frames: [firstMessage(person, small, flood)] })
	expect((await sent(null)).because).toBe('proof-of-work-needed')
	expect((await sent({ challenge, nonce })).status).toBe(200)
	one.instance.space = other.instance.space = 1e12
})

test('what both servers store at the same moment stands in one order without a gap', async () => {
	const { desk } = ruth.open
	const placesAt = async ({ instance }: ApiServer) => {
		const rows = await instance.store.read.selectFrom('changes').select('order').orderBy('order').execute()
		return rows.map(({ order }) => order)
	}
	const before = await placesAt(one)
	const statuses = await Promise.all(
		Array.from({ length: 40 }, async (_, at) => {
			const frames = [firstMessage(newPerson(desk), envelopeLike(2000))]
			return (await ask((at % 2 === 0 ? one : other).address, 'tell', { at: { desk }, frames })).status
		}),
	)
	expect(new Set(statuses)).toEqual(new Set([200]))
	const after = await placesAt(other)
	expect(after).toHaveLength(before.length + 40)
	expect(after).toEqual(after.map((_, at) => (after[0] ?? 0) + at))
	expect([...one.faults, ...other.faults]).toEqual([])
})

test('whoever leaves the team, or signs out, at one server is out at the other', async () => {
	const servers = await twoServers()
	const team = await foundTeam(servers.one)
	const at = { desk: team.desk }
	const tomas = await takeIn(servers.one, team, 'tomas')
	const mayRead = ({ address }: ApiServer, token: string) => ask(address, 'names', { at, token })
	expect((await mayRead(servers.other, tomas.token)).status).toBe(200)
	await change(servers.one, team, { kind: 'member-removed', id: tomas.member.id })
	expect((await mayRead(servers.other, tomas.token)).because).toBe('not-signed-in')
	expect((await mayRead(servers.other, team.ruth.token)).status).toBe(200)
	await ask(servers.one.address, 'endSession', { at, token: team.ruth.token })
	expect((await mayRead(servers.other, team.ruth.token)).because).toBe('not-signed-in')
	await servers.one.stop()
	await servers.other.stop()
})
