import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { drawerBucketOf } from '#contract/drawer-bucket.ts'
import type { Frame } from '#contract/frames.ts'
import { addDays, type Day, dayOf } from '#domain/days.ts'
import { DEFAULT_RETENTION, WARN_TEAM_DAYS } from '#domain/keeping/retention.ts'
import { endThreads } from '#server/usecases/end-threads.ts'
import { openInstance } from '#server/usecases/open-instance.ts'
import { ask } from '../../../tests/world/api-server.ts'
import { anEnvelope, answerFor, furtherMessage, type Person, proofFor } from '../../../tests/world/person.ts'
import { type PostgresServer, startPostgres } from '../../../tests/world/postgres-server.ts'
import {
	change,
	type Colleague,
	entryFrame,
	nextEntry,
	signInAs,
	statementOf,
	todayAt,
} from '../../../tests/world/team.ts'
import { openTeamWorld, type TeamWorld } from '../../../tests/world/team-world.ts'

let postgres: PostgresServer
beforeAll(async () => {
	postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const { keepDays } = DEFAULT_RETENTION

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
	let world: TeamWorld
	let databaseUrl: string | null
	let start: Day

	beforeAll(async () => {
		databaseUrl = engine === 'sqlite' ? null : await postgres.newDatabase()
		world = await openTeamWorld(databaseUrl === null ? {} : { databaseUrl })
		start = todayAt(world.server)
	})
	afterAll(() => world.server.stop())

	const goTo = async (days: number) => {
		const { server, team, tomas, lena, ismael } = world
		server.clock.now = new Date(`${addDays(start, days)}T12:00:00Z`)
		for (const who of [team.ruth, tomas, lena, ismael]) await signInAs(server, team.desk, who)
	}
	afterEach(() => goTo(0))
	const end = () => endThreads(world.server.instance)
	async function returns(person: Person, more: object = {}): Promise<{ because: unknown; heads: unknown[] }> {
		const { server, at } = world
		const given = await ask(server.address, 'challenge', { at: at(), json: { mailbox: person.mailbox } })
		const { challenge } = given.value as { challenge: string }
		const json = { ...proofFor(person, challenge), ...more }
		const { because, frames } = await ask(server.address, 'collect', { at: at(), json })
		return { because, heads: frames.map(({ head }) => head) }
	}
	const isThere = async (person: Person) => (await returns(person)).because === null
	const writes = async (person: Person) =>
		world.because('write', {
			at: world.at(),
			frames: [furtherMessage(person, await anEnvelope('I am still here'))],
		})
	const endingFor = async ({ token }: Colleague) => {
		const { value } = await ask(world.server.address, 'ending', { at: world.at(), token })
		return (value as { threads: { thread: string; until: string }[] }).threads
	}
	/** Opens a thread for Ruth and Tomas. @returns adds an entry that holds it or lets it go, or neither */
	async function opened(person: Person) {
		const { team, tomas, opens, appendAs } = world
		let previous = await opens(person, tomas, [tomas, team.ruth])
		return async (hold?: boolean) => {
			const { frame, visible } = await entryFrame(person.mailbox, previous, {
				by: tomas,
				roster: team.roster,
			})
			const head = hold === undefined ? frame.head : Object.assign({}, frame.head, { hold })
			const added: Frame[] = [{ head, bytes: frame.bytes }]
			expect(await appendAs(tomas, person.mailbox, added)).toBe('done')
			previous = visible
		}
	}

	test('what nobody touches ends after its last day and not on it; what is held or goes on stays', async () => {
		const { tells, at, because, team, server } = world
		const [silent, held, released, active, answered, unopened] = [
			await tells(),
			await tells(),
			await tells(),
			await tells(),
			await tells(),
			await tells(),
		]
		const act = await opened(silent.person)
		await (
			await opened(held.person)
		)(true)
		const release = await opened(released.person)
		await release(true)
		await release(false)
		await opened(active.person)
		const noted = await opened(answered.person)
		await noted()
		const segment = { bucket: drawerBucketOf(silent.person.mailbox), generation: 1 }
		const drawer = [{ head: segment, bytes: await anEnvelope('digests of Ruth') }]
		expect(await because('putDrawer', { at: at(), token: team.ruth.token, frames: drawer })).toBe('done')
		await goTo(10)
		expect(await writes(active.person)).toBe('done')
		const deposit = [answerFor(answered.person, await anEnvelope('an answer'))]
		expect(await because('deposit', { at: at(), frames: deposit })).toBe('done')

		await goTo(keepDays)
		expect(await end()).toBe(0)
		expect(await isThere(silent.person)).toBe(true)
		await goTo(keepDays + 1)
		expect(await end()).toBe(3)
		expect(await end()).toBe(0)
		const there: boolean[] = []
		for (const { person } of [silent, released, unopened, held, active, answered])
			there.push(await isThere(person))
		expect(there).toEqual([false, false, false, true, true, true])

		const segments = await ask(server.address, 'drawer', { at: at(), token: team.ruth.token })
		const emptied = segments.frames.find(({ head }) => (head as typeof segment).bucket === segment.bucket)
		expect(emptied?.head).toEqual({ bucket: segment.bucket, generation: 2 })
		expect(emptied?.bytes).toHaveLength(0)
		const feed = await ask(server.address, 'changes', { at: at(), token: team.ruth.token })
		const gone = feed.frames.map(({ head }) => head as { kind: string; thread: string })
		expect(gone.filter(({ kind }) => kind === 'destroyed').map(({ thread }) => thread)).toEqual(
			expect.arrayContaining([silent, released, unopened].map(({ person }) => person.mailbox)),
		)
		expect(feed.frames.some(({ head }) => (head as { thread: string }).thread === held.person.mailbox)).toBe(
			true,
		)
		if (engine === 'sqlite') {
			const files = readdirSync(server.dataDir).map((file) => readFileSync(join(server.dataDir, file)))
			const isOnDisk = (bytes: Uint8Array) => files.some((file) => file.includes(bytes.subarray(-64)))
			expect([silent, unopened, held].map(({ story }) => isOnDisk(story))).toEqual([false, false, true])
		}
		await expect(act()).rejects.toThrow()

		await goTo(keepDays + 10)
		expect(await end()).toBe(0)
		await goTo(keepDays + 11)
		expect(await end()).toBe(2)
	}, 60_000)

	test('letting something go that was held starts its time anew, like every entry', async () => {
		const { person } = await world.tells()
		const act = await opened(person)
		await act(true)
		await goTo(keepDays + 100)
		await act(false)
		expect(await end()).toBe(0)
		await goTo(2 * keepDays + 101)
		expect(await end()).toBeGreaterThan(0)
		expect(await isThere(person)).toBe(false)
	})

	test('members learn which of the threads they read end within 30 days, and on which day', async () => {
		const { tells, team, tomas, lena, ismael } = world
		const [read, unopened, held] = [await tells(), await tells(), await tells()]
		await opened(read.person)
		await (
			await opened(held.person)
		)(true)
		await goTo(keepDays - WARN_TEAM_DAYS - 1)
		expect(await endingFor(team.ruth)).toEqual([])
		await goTo(keepDays - WARN_TEAM_DAYS)
		const until = addDays(start, keepDays)
		const line = ({ person }: typeof read) => ({ thread: person.mailbox, until })
		expect(await endingFor(team.ruth)).toEqual(expect.arrayContaining([line(read), line(unopened)]))
		expect(await endingFor(team.ruth)).toHaveLength(2)
		expect(await endingFor(tomas)).toHaveLength(2)
		expect(await endingFor(lena)).toEqual([line(unopened)])
		expect(await endingFor(ismael)).toEqual([])
		await goTo(keepDays + 1)
		await end()
	})

	test('the person is told the last day, or that it is held, if their page asks; an older page is told nothing', async () => {
		const { person } = await world.tells()
		const kept = async () => (await returns(person, { kept: true })).heads
		expect((await returns(person)).heads).toEqual([])
		expect(await kept()).toEqual([{ kind: 'kept', until: addDays(start, keepDays) }])
		await goTo(5)
		expect(await writes(person)).toBe('done')
		expect(await kept()).toEqual([{ kind: 'kept', until: addDays(start, keepDays + 5) }])
		const act = await opened(person)
		await act(true)
		expect(await kept()).toEqual([{ kind: 'kept', until: null }])
	})

	test('what moves after it was found over, before it is destroyed, stays', async () => {
		const { server, tells } = world
		const { person } = await tells()
		await goTo(keepDays + 1)
		const today = todayAt(server)
		const { store } = server.instance
		const [found] = await store.read
			.selectFrom('threads')
			.where('mailbox', '=', person.mailbox)
			.select(['id', 'desk'])
			.execute()
		if (found === undefined) throw new Error('not stored')
		expect(await writes(person)).toBe('done')
		const which = { movedBefore: addDays(today, -keepDays) }
		const destroyed = { desk: found.desk, threads: [found.id], day: today, which }
		expect(await store.write('destroyThreads', destroyed)).toBe(0)
		expect(await isThere(person)).toBe(true)
		await end()
	})

	test('two servers on one database end each thread once, and one that just moved not at all', async () => {
		if (databaseUrl === null) return
		const { server, tells } = world
		const other = await openInstance({
			dataDir: server.dataDir,
			databaseUrl,
			space: null,
			demo: false,
			mail: null,
			now: () => server.clock.now,
		})
		const people = []
		for (let at = 0; at < 12; at++) people.push((await tells()).person)
		const [late, ...silent] = people
		await goTo(keepDays + 1)
		const written = late === undefined ? null : writes(late)
		expect(await written).toBe('done')
		const [here, there] = await Promise.all([end(), endThreads(other)])
		expect(here + there).toBe(silent.length)
		expect(late !== undefined && (await isThere(late))).toBe(true)
		await other.store.close()
	})

	test('a shorter time reaches what is there already, but nothing ends within 30 days of it', async () => {
		const { server, team, tells } = world
		const { person } = await tells()
		await goTo(300)
		const set = todayAt(server)
		await change(server, team, { kind: 'retention-set', keepDays: 90, backupDays: 14 })
		expect((await returns(person, { kept: true })).heads).toEqual([
			{ kind: 'kept', until: addDays(set, WARN_TEAM_DAYS + 1) },
		])
		expect(await endingFor(team.ruth)).toEqual([])
		await goTo(301)
		expect((await endingFor(team.ruth)).map(({ thread }) => thread)).toContain(person.mailbox)
		await goTo(300 + WARN_TEAM_DAYS + 1)
		expect(await end()).toBe(0)
		await goTo(300 + WARN_TEAM_DAYS + 2)
		expect(await end()).toBeGreaterThan(0)
		expect(await isThere(person)).toBe(false)
	})

	test('no administrator can date a rule back to end things at once', async () => {
		const { server, team, at, tomas } = world
		const set = async (day: Day, by: Colleague) => {
			const content = { kind: 'retention-set', keepDays: 120, backupDays: 14 } as const
			const next = nextEntry(team.roster, content, day, [by.signSeed])
			const statement = statementOf(next.roster, addDays(todayAt(server), 30), team.ruth.signSeed)
			const json = { entry: next.signed, statement }
			const { value } = await ask(server.address, 'addToRoster', { at: at(), token: by.token, json })
			return value
		}
		const refused = (detail: string) => ({ because: 'roster-refuses', detail })
		expect(await set(addDays(todayAt(server), -2), team.ruth)).toEqual(refused('other-day'))
		expect(await set(todayAt(server), tomas)).toEqual(refused('needs-administrator'))
		expect(await set(dayOf(server.clock.now) ?? start, team.ruth)).toEqual({ seq: team.roster.seq + 1 })
	})
})
