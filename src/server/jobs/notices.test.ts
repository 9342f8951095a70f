import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { carriersOf } from '#server/jobs/carriers.ts'
import { NoticeDesk } from '#server/jobs/decide-notices.ts'
import { sendJobs } from '#server/jobs/send-jobs.ts'
import { MAIL_SIZE } from '#server/gateways/compose-mail.ts'
import { mailTaken } from '#server/usecases/mail-taken.ts'
import { openPostgresStore } from '#server/storage/postgres-store.ts'
import type { Store } from '#server/storage/store.ts'
import { ask } from '../../../tests/world/api-server.ts'
import {
	envelopeLike,
	firstMessage,
	furtherMessage,
	newPerson,
	type Person,
} from '../../../tests/world/person.ts'
import { headerOf, openPostOffice, type PostOffice } from '../../../tests/world/post-office.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import { type Colleague, signInAs } from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

const MINUTE = 60_000
const DAY = '2026-11-23' as Day
const SOON = { rhythm: 'soon', dailyMinute: 540, quiet: null, duty: [] }
const FROM = 'reminders@lantern.example'

let world: TeamWorld
let post: PostOffice
let desk: NoticeDesk
let chance = 0.5
const server = () => world.server

let postgres: PostgresServer

beforeAll(async () => {
	postgres = await startPostgres()
	post = await openPostOffice()
})
afterAll(async () => {
	await post.stop()
	await postgres.stop()
})

/** As a server that has just started: nothing drawn. */
function newDesk(): NoticeDesk {
	return new NoticeDesk(server().instance.store, clock())
}

function clock() {
	return { now: () => server().clock.now, chance: () => chance }
}

function carriers(mail = { url: post.url, from: FROM }) {
	return carriersOf({ mail, innerWebhooks: false })
}

async function look(): Promise<void> {
	await desk.look()
	await sendJobs({ store: server().instance.store, clock: clock(), carriers: carriers() })
}

/** Sessions end with the next day. */
async function setClock(instant: string): Promise<void> {
	server().clock.now = new Date(instant)
	for (const who of [world.team.ruth, world.tomas, world.lena, world.ismael])
		await signInAs(server(), world.team.desk, who)
}

async function pass(minutes: number): Promise<void> {
	for (let passed = 0; passed < minutes; passed++) {
		server().clock.now = new Date(server().clock.now.getTime() + MINUTE)
		await look()
	}
}

async function decide(rule: object): Promise<void> {
	const { ruth } = world.team
	expect(await world.because('putNoticeRule', { at: world.at(), token: ruth.token, json: rule })).toBe('done')
}

async function reach(who: Colleague, more: object = {}): Promise<void> {
	const json = { way: 'mail', address: `${who.login}@example.org`, language: 'fr', quiet: null, ...more }
	expect(await world.because('putNoticeWay', { at: world.at(), token: who.token, json })).toBe('done')
	await look()
	post.mails.length = 0
}

async function tell(more: object = {}): Promise<Person> {
	const person = newPerson(world.team.desk)
	const { head, bytes } = firstMessage(person, envelopeLike(5000))
	const frames = [{ head: { ...(head as object), ...more }, bytes }]
	expect(await world.because('tell', { at: world.at(), frames })).toBe('done')
	return person
}

const anId = () => randomBytes(16).toString('hex')

const told = () => post.mails.map(({ to }) => to).toSorted()

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	/** As a second server beside the first sees the same database. */
	let beside: Store

	beforeAll(async () => {
		const databaseUrl = await postgres.newDatabase()
		world = await openTeamWorld(engine === 'sqlite' ? {} : { databaseUrl })
		beside = engine === 'sqlite' ? server().instance.store : await openPostgresStore(databaseUrl)
	})
	afterAll(async () => {
		if (engine === 'postgres') await beside.close()
		await world.server.stop()
	})
	beforeEach(async () => {
		chance = 0.5
		post.refuse.code = null
		desk = newDesk()
		for (const who of [world.team.ruth, world.tomas, world.lena, world.ismael])
			expect(await world.because('removeNoticeWay', { at: world.at(), token: who.token })).toBe('done')
		await decide(SOON)
		await setClock('2026-11-23T12:00:00Z')
		post.mails.length = 0
	})

	test('a member who gives an address gets a first mail at once, and none while nothing comes', async () => {
		const json = { way: 'mail', address: 'tomas@example.org', language: 'es', quiet: null }
		await ask(server().address, 'putNoticeWay', { at: world.at(), token: world.tomas.token, json })
		await pass(60)
		expect(told()).toEqual(['tomas@example.org'])
		// That the mail server takes mails is seen from then on, without a trial.
		expect(await mailTaken(server().instance.store, { url: post.url, from: FROM })).toBe(true)
	})

	test('members learn within fifteen minutes that something came, each at a moment of their own', async () => {
		await reach(world.tomas)
		await reach(world.lena)
		const moments: number[] = []
		for (const drawn of [0, 0.25, 0.999]) {
			chance = drawn
			await tell()
			await tell()
			post.mails.length = 0
			let minutes = 0
			await look()
			while (told().length < 2 && minutes < 30) {
				await pass(1)
				minutes += 1
			}
			expect(minutes).toBeLessThanOrEqual(15)
			expect(told()).toEqual(['lena@example.org', 'tomas@example.org'])
			moments.push(minutes)
			await pass(30)
			expect(told()).toHaveLength(2)
		}
		expect(new Set(moments).size).toBe(3)
	})

	test('two servers that look and send at the same moment tell each member once', async () => {
		const everybody = [world.team.ruth, world.tomas, world.lena, world.ismael]
		for (const who of everybody) await reach(who)
		chance = 0
		const stores = [server().instance.store, beside]
		const desks = stores.map((store) => new NoticeDesk(store, clock()))
		for (let round = 0; round < 5; round++) {
			await tell({ urgent: round === 0 })
			await Promise.all(desks.map((each) => each.look()))
			post.mails.length = 0
			await Promise.all(desks.map((each) => each.look()))
			await Promise.all(stores.map((store) => sendJobs({ store, clock: clock(), carriers: carriers() })))
			const once = everybody.map(({ login }) => `${login}@example.org`)
			expect(told()).toEqual((round === 0 ? [...once, ...once] : once).toSorted())
		}
	})

	test('what a returning person writes is told too', async () => {
		await reach(world.tomas)
		const person = await tell()
		await pass(16)
		const frames = [furtherMessage(person, envelopeLike(4000))]
		expect(await world.because('write', { at: world.at(), frames })).toBe('done')
		await pass(16)
		expect(told()).toHaveLength(2)
	})

	test('nobody is woken in quiet hours, and what came in them is told when they end', async () => {
		await decide({ ...SOON, quiet: { from: 22 * 60, to: 6 * 60 } })
		await reach(world.tomas)
		await reach(world.lena, { quiet: { from: 6 * 60, to: 8 * 60 } })
		await setClock('2026-11-24T22:30:00Z')
		await tell()
		await pass(7 * 60)
		expect(told()).toEqual([])
		await pass(60)
		expect(told()).toEqual(['tomas@example.org'])
		await pass(120)
		expect(told()).toEqual(['lena@example.org', 'tomas@example.org'])
	})

	test('a team of the daily rhythm gets one mail a day at its minute, the same whether something came or not', async () => {
		await reach(world.tomas)
		await decide({ ...SOON, rhythm: 'daily', dailyMinute: 7 * 60 })
		await setClock('2026-11-24T06:30:00Z')
		await tell()
		await pass(29)
		expect(told()).toEqual([])
		await pass(1)
		expect(told()).toEqual(['tomas@example.org'])
		await pass(23 * 60)
		expect(told()).toHaveLength(1)
		await pass(60)
		expect(told()).toHaveLength(2)
		const [withNews, without] = post.mails
		expect(withNews?.text).toBe(without?.text)
		expect(withNews?.raw.length).toBe(without?.raw.length)
	})

	test('two hundred mails of every kind have one size and name nothing', async () => {
		const { desk: hash, ruth } = world.team
		const { store } = server().instance
		const accounts = await store.read.selectFrom('members').select(['id', 'desk']).execute()
		for (let round = 0; round < 17; round++) {
			const calls = accounts.map(({ id }) => ({ account: id, messageId: anId() }))
			for (const [at, { id: account, desk }] of accounts.entries()) {
				const language = LANGUAGES[(round + at) % LANGUAGES.length] ?? 'en'
				const address = `${'t'.repeat(1 + round)}@${'a'.repeat(1 + at * 9)}.org`
				const way = { way: 'mail', address, secret: null, language, quiet: null } as const
				await store.write('putNoticeWay', { account, desk, ...way, day: DAY, messageId: anId() })
				const day = addDays(DAY, 1)
				await store.write('queueNotice', { account, kind: 'daily', upTo: 0, day, messageId: anId() })
			}
			await tell({ urgent: true })
			await store.write('queueCalls', { desk: accounts[0]?.desk ?? 0, calls })
			await sendJobs({ store, clock: clock(), carriers: carriers() })
		}
		expect(post.mails).toHaveLength(204)
		expect(new Set(post.mails.map(({ raw }) => raw.length))).toEqual(new Set([MAIL_SIZE]))
		expect(new Set(post.mails.map(({ text }) => text)).size).toBe(2 * LANGUAGES.length)
		const names = [hash, hash.slice(0, 8), ruth.member.id, 'Lantern', 'uth', '127.0.0.1', 'localhost', 'UN']
		for (const { headers, text } of post.mails)
			for (const name of names)
				expect(`${headers.replace(/^(?:Message-ID|From|Subject): .*$/gm, '')} ${text}`).not.toContain(name)
	})

	test('the members on duty are called at any hour, and nothing is kept of who asked', async () => {
		await decide({
			rhythm: 'daily',
			dailyMinute: 0,
			quiet: { from: 0, to: 0 },
			duty: [world.tomas.member.id],
		})
		await reach(world.tomas)
		await reach(world.lena)
		const person = await tell({ urgent: true })
		expect(await server().instance.store.read.selectFrom('calls').selectAll().execute()).toHaveLength(1)
		await pass(4)
		expect(told()).toEqual(['tomas@example.org'])
		expect(post.mails[0]?.text).toBe('Connectez-vous maintenant, s’il vous plaît.')
		expect(await server().instance.store.read.selectFrom('calls').selectAll().execute()).toEqual([])
		const { head, bytes } = furtherMessage(person, envelopeLike(4000))
		const frames = [{ head: { ...(head as object), urgent: true }, bytes }]
		expect(await world.because('write', { at: world.at(), frames })).toBe('done')
		await pass(8)
		expect(told()).toHaveLength(1)
		await pass(8)
		expect(told()).toHaveLength(2)
	})

	test('a mail server that is away costs time and no notice; the mail keeps its name', async () => {
		await reach(world.tomas)
		post.refuse.code = 451
		await tell()
		await pass(16)
		expect(told()).toEqual([])
		const [job] = await server().instance.store.read.selectFrom('jobs').selectAll().execute()
		post.refuse.code = null
		await pass(60)
		expect(told()).toEqual(['tomas@example.org'])
		expect(post.mails.map((mail) => headerOf(mail, 'Message-ID'))).toEqual([
			`<${String(job?.message_id)}@lantern.example>`,
		])
		expect(await server().instance.store.read.selectFrom('jobs').selectAll().execute()).toEqual([])
	})

	test('a member whose address is turned away for good sees so on their page', async () => {
		await reach(world.tomas)
		post.refuse.code = 550
		await tell()
		await pass(16)
		const shown = await ask(server().address, 'noticeWay', { at: world.at(), token: world.tomas.token })
		expect(shown.value).toMatchObject({
			mail: true,
			way: { address: 'tomas@example.org', failed: '2026-11-23' },
		})
		post.refuse.code = null
		await pass(120)
		expect(told()).toEqual([])
	})

	test('a server that starts anew while something waits to be told, tells it within fifteen minutes', async () => {
		await reach(world.tomas)
		await tell()
		await pass(1)
		desk = newDesk()
		chance = 0.999
		await pass(15)
		expect(told()).toEqual(['tomas@example.org'])
	})

	test('an address that is removed is gone, and its owner is told no more', async () => {
		await reach(world.tomas)
		await tell()
		const { token } = world.tomas
		expect(await world.because('removeNoticeWay', { at: world.at(), token })).toBe('done')
		await pass(60)
		expect(told()).toEqual([])
		const shown = await ask(server().address, 'noticeWay', { at: world.at(), token })
		expect(shown.value).toEqual({ mail: true, way: null })
	})

	test('only an administrator decides for the team, and only members are on duty', async () => {
		const asked = { at: world.at(), token: world.tomas.token, json: SOON }
		expect(await world.because('putNoticeRule', asked)).toBe('not-allowed')
		const json = { ...SOON, duty: ['e'.repeat(32)] }
		expect(await world.because('putNoticeRule', { at: world.at(), token: world.team.ruth.token, json })).toBe(
			'malformed',
		)
	})

	test.each([
		'tomas@example.org\r\nBcc: x@example.org',
		'a b@example.org',
		'<t@example.org>',
		`${'t'.repeat(140)}@e.org`,
	])('%j is no address', async (address) => {
		const json = { way: 'mail', address, language: 'fr', quiet: null }
		expect(await world.because('putNoticeWay', { at: world.at(), token: world.tomas.token, json })).toBe(
			'malformed',
		)
	})
})
