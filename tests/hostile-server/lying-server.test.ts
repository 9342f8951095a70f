import { randomBytes } from '@noble/hashes/utils.js'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import deskWords from '#content/en/interface/desk.json' with { type: 'json' }
import refusals from '#content/en/interface/refusals.json' with { type: 'json' }
import back from '#content/en/interface/return.json' with { type: 'json' }
import tellWords from '#content/en/interface/tell.json' with { type: 'json' }
import { callServerAt, LineCut } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { fetchThread, RosterBehind } from '#browser/desk/inbox/sync.ts'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import {
	newStatement,
	nextEntry,
	refreshRoster,
	type RosterChange,
	writeRoster,
} from '#browser/desk/write-roster.ts'
import { findTeams } from '#browser/reporter/find-team.ts'
import { whyNotWrite } from '#browser/reporter/thread-recipients.ts'
import { findReturnTeams } from '#browser/reporter/thread-team.ts'
import { sayTrouble } from '#components/desk/say-trouble.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import { addDays, type Day } from '#domain/days.ts'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { sealKeyring, unlockingFromSheet } from '#vault/member-keys.ts'
import { signText, textHash } from '#vault/outside/signed-text.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { lieInBytes, lieInJson, type LyingServer, startLyingServer } from '../world/lying-server.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, unlock, type Worker } from '../world/working-team.ts'
import { answersFor, tell } from '../world/writer.ts'

// A server lies about who reads, to people who come for the first time, to people who return, and to members. Each
// lie ends in a refusal with a sentence. (About threads: lying-about-threads.test.ts.)

type RosterSaid = Tell<'roster'>

let server: ApiServer
let liar: LyingServer
let today: Day
let ruth: Worker
let tomas: Worker
let lena: Worker
const { signal } = new AbortController()

beforeAll(async () => {
	server = await startApi()
	liar = await startLyingServer(server.address)
	today = todayAt(server)
	callServerAt(liar.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today)
	;[ruth, tomas, lena] = workers as [Worker, Worker, Worker]
})

afterEach(() => {
	liar.honest()
})

afterAll(async () => {
	liar.stop()
	await server.stop()
})

/** What a member reads on the screen when work ends in this way. */
async function saidToMember(work: Promise<unknown>): Promise<string> {
	const outcome = await work.then(
		() => 'it was believed',
		(error: unknown) => sayTrouble(error, { desk: deskWords, refusals }),
	)
	expect(outcome).not.toBe('')
	return outcome
}

const asMember = (worker: Worker, on = today) => unlock(worker.open.desk, worker.of, on)

async function ownRecipient(): Promise<string> {
	return recipientOf(hybridIdentity(randomBytes(32)))
}

function replaced(text: string, recipient: string, other: string): string {
	return text.replace(recipient, other)
}

const LIES_ABOUT_THE_CHAIN: Record<string, (said: RosterSaid) => Promise<RosterSaid> | RosterSaid> = {
	'swaps the key of a reader': async (said) => {
		const [other, { recipient }] = [await ownRecipient(), tomas.open.me]
		return {
			...said,
			entries: said.entries.map((entry) => ({ ...entry, text: replaced(entry.text, recipient, other) })),
		}
	},
	'swaps the recovery key': async (said) => {
		const [other, recipient] = [await ownRecipient(), ruth.open.roster.recovery?.recipient ?? '']
		return {
			...said,
			entries: said.entries.map((entry) => ({ ...entry, text: replaced(entry.text, recipient, other) })),
		}
	},
	'swaps a key and signs the change itself': async (said) => {
		const [other, { recipient }] = [await ownRecipient(), tomas.open.me]
		const entries = said.entries.map((entry) =>
			entry.text.includes(recipient)
				? signText(replaced(entry.text, recipient, other), 'roster-entry', [randomBytes(32)])
				: entry,
		)
		return { ...said, entries }
	},
	'reorders two entries': ({ statement, entries }) => ({
		statement,
		entries: [...entries.slice(0, 2), ...entries.slice(2, 4).reverse(), ...entries.slice(4)],
	}),
	'drops an entry from the middle': ({ statement, entries }) => ({
		statement,
		entries: entries.toSpliced(2, 1),
	}),
	'repeats an entry': ({ statement, entries }) => ({
		statement,
		entries: [...entries, ...entries.slice(-1)],
	}),
	'adds a reader of its own': async ({ statement, entries }) => {
		const member = { ...lena.open.me, id: 'ab'.repeat(16), recipient: await ownRecipient() }
		const text = nextEntry(lena.open.roster, { kind: 'member-added', member }, today)
		return { statement, entries: [...entries, signText(text, 'roster-entry', [randomBytes(32)])] }
	},
	'shows nothing of it': ({ statement }) => ({ statement, entries: [] }),
	'says by itself that the team has closed': (said) => ended(said, [randomBytes(32)]),
	'has a member say that the team has closed': (said) => ended(said, [tomas.open.secret.sign]),
	'has the team close before it told anybody': (said) => ended(said, [ruth.open.secret.sign], false),
	'has the team close before people have read it': (said) =>
		ended(said, [ruth.open.secret.sign], true, { destroyed: 3, told: 3, collected: 2, handedOver: 0 }),
}

/** The list with an end that others signed, as if the team had closed. */
function ended(
	{ statement, entries }: RosterSaid,
	seeds: readonly Uint8Array[],
	announces = true,
	counts: ClosedCounts = { destroyed: 0, told: 0, collected: 0, handedOver: 0 },
): RosterSaid {
	const announcement = { kind: 'closing-announced', until: addDays(today, 90) } as const
	const changes: [RosterChange, readonly Uint8Array[]][] = [
		[{ kind: 'intake-closed' }, [ruth.open.secret.sign]],
		...(announces ? [[announcement, [ruth.open.secret.sign]] as [RosterChange, Uint8Array[]]] : []),
		[{ kind: 'closed', ...counts }, seeds],
	]
	const longer = [...entries]
	for (const [change, signing] of changes) {
		const at = { ...ruth.open.roster, seq: longer.length - 1, head: textHash(longer.at(-1)!) }
		longer.push(signText(nextEntry(at, change, today), 'roster-entry', signing))
	}
	return { statement, entries: longer }
}

describe.each(Object.keys(LIES_ABOUT_THE_CHAIN))('a server that, of the list of who reads, %s', (lie) => {
	async function lying(): Promise<void> {
		const { desk } = ruth.open
		const truth = await callServer('roster', null, { at: { desk } })
		const lied = await LIES_ABOUT_THE_CHAIN[lie]!(structuredClone(truth))
		liar.lie({ roster: lieInJson(() => lied) })
	}

	test('is refused by a first visitor, a returning person and a member', async () => {
		await lying()
		expect(await findTeams(today, signal)).toEqual({ ok: false, because: 'forged' })
		expect(tellWords.faultForged).toContain('Do not write here')
		const [returning] = await findReturnTeams(today)
		expect(whyNotWrite(returning!.standing, null)).toBe('list-broken')
		expect(back.cannotWrite['list-broken']).toContain('do not write')
		expect(await saidToMember(asMember(tomas))).toBe(deskWords.unlockRefusal['roster-broken'])
		expect(await saidToMember(refreshRoster(lena.open, today))).toBe(deskWords.unlockRefusal['roster-broken'])
	})
})

const LIES_ABOUT_THE_STATEMENT: Record<string, (said: RosterSaid) => RosterSaid> = {
	'leaves out the newest entry': ({ statement, entries }) => ({ statement, entries: entries.slice(0, -1) }),
	'makes it last longer': ({ statement, entries }) => ({
		entries,
		statement: { ...statement!, text: statement!.text.replace(/"until":"\d+/, '"until":"2099') },
	}),
	'signs it itself': ({ entries }) => ({
		entries,
		statement: newStatement(ruth.open.roster, today, randomBytes(32)),
	}),
}

test.each(Object.keys(LIES_ABOUT_THE_STATEMENT))(
	'a server that, of the list or its confirmation, %s is not written to',
	async (lie) => {
		liar.lie({ roster: lieInJson((said: never) => LIES_ABOUT_THE_STATEMENT[lie]!(said)) })
		expect(await findTeams(today, signal)).toEqual({ ok: false, because: 'forged' })
		expect(whyNotWrite((await findReturnTeams(today))[0]!.standing, null)).toBe('list-broken')
	},
)

test('a server that hides the confirmation is not written to, and members are told that nobody can', async () => {
	liar.lie({ roster: lieInJson(({ entries }: RosterSaid) => ({ entries, statement: null })) })
	expect(await findTeams(today, signal)).toEqual({ ok: false, because: 'expired' })
	expect(tellWords.faultExpired).toContain('Do not write here')
	// The page of a member without a valid confirmation shows this sentence at the top (UnlockedDesk.svelte).
	expect((await asMember(tomas)).statement).toBeNull()
	expect(deskWords.statementExpired).toContain('nobody can write')
})

test('a server that freezes the list is found out when its confirmation ends, by people and members', async () => {
	const { desk } = ruth.open
	const old = await callServer('roster', null, { at: { desk } })
	const oldNames = await fetch(`${server.address}/api/v1/desks/${desk}/names`, {
		headers: { authorization: `Bearer ${lena.open.token}` },
	}).then((response) => response.bytes())
	ruth = {
		...ruth,
		open: await writeRoster(await refreshRoster(ruth.open, today), { kind: 'intake-closed' }, today),
	}
	ruth = { ...ruth, open: await writeRoster(ruth.open, { kind: 'intake-opened' }, today) }
	// That somebody looked lately is the server's word alone; this one says so every day.
	const looked = lieInJson(({ desks, demo }: Tell<'desks'>) => ({
		demo,
		desks: desks.map((one) => ({ ...one, lastRead: addDays(today, 28) })),
	}))
	const frozen = {
		desks: looked,
		roster: lieInJson(() => old),
		names: lieInBytes(() => new Uint8Array(oldNames)),
	}

	liar.lie(frozen)
	expect(await findTeams(addDays(today, 29), signal)).toMatchObject({ ok: true })
	expect(await findTeams(addDays(today, 31), signal)).toEqual({ ok: false, because: 'expired' })
	expect(whyNotWrite((await findReturnTeams(addDays(today, 31)))[0]!.standing, null)).toBe('list-expired')
	expect((await asMember(lena, addDays(today, 31))).statement).toBeNull()

	// Whoever has seen the newer list, or something made under it, notices at once.
	expect(await saidToMember(refreshRoster(ruth.open, today))).toBe(deskWords.unlockRefusal['roster-broken'])
	liar.honest()
	const amina = await tell(ruth.open, { text: 'They came back.' })
	const opened = await openFirst(amina.mailbox.keys.mailbox, atWork(ruth), today)
	const words = { text: 'We heard.', stage: 'reading', nextStep: '', promised: null } as const
	const wrote = await writeAnswer(opened, words, atWork(ruth).reader, ruth.open.token, today)
	done(wrote)
	await leaveDeposit(opened, wrote.answer!, desk)
	const [answer] = await answersFor(amina)
	liar.lie(frozen)
	expect(whyNotWrite((await findReturnTeams(today))[0]!.standing, answer!)).toBe('list-rolled-back')
	expect(back.cannotWrite['list-rolled-back']).toContain('do not write')
	await expect(fetchThread(amina.mailbox.keys.mailbox, atWork(lena))).rejects.toThrow(RosterBehind)
})

test('a server that forks the list with an administrator is found out by whoever meets the other half', async () => {
	const { desk, secret } = ruth.open
	const truth = await callServer('roster', null, { at: { desk } })
	const now = (await refreshRoster(ruth.open, today)).roster
	// The same place in the chain, and another day.
	const text = nextEntry(now, { kind: 'intake-closed' }, addDays(today, 1))
	const fork = {
		entries: [...truth.entries, signText(text, 'roster-entry', [secret.sign])],
		statement: truth.statement,
	}
	ruth = {
		...ruth,
		open: await writeRoster(await refreshRoster(ruth.open, today), { kind: 'intake-closed' }, today),
	}
	ruth = { ...ruth, open: await writeRoster(ruth.open, { kind: 'intake-opened' }, today) }
	const seen = await refreshRoster(tomas.open, today)
	liar.lie({ roster: lieInJson(() => fork) })
	expect(await saidToMember(refreshRoster(seen, today))).toBe(deskWords.unlockRefusal['roster-broken'])

	const { seq, head } = seen.roster
	const answer = { roster: { seq, head } } as Parameters<typeof whyNotWrite>[1]
	expect(whyNotWrite((await findReturnTeams(today))[0]!.standing, answer)).toBe('list-rolled-back')
})

describe('keys made of words', () => {
	test.each(['openSession', 'desks', 'roster', 'challenge', 'flood'] as const)(
		'a server that adds cheaper parameters to %s has them neither used nor overlooked',
		async (name) => {
			const cheap = { argon2: { m: 8, t: 1, p: 1 }, kdf: 'none', iterations: 1 }
			liar.lie({ [name]: lieInJson((value: object) => ({ ...value, ...cheap })) })
			const { desk } = ruth.open
			const asked = {
				openSession: () => asMember(tomas),
				desks: () => callServer('desks', null),
				roster: () => callServer('roster', null, { at: { desk } }),
				challenge: () => callServer('challenge', { mailbox: 'ab'.repeat(16) }, { at: { desk } }),
				flood: () => callServer('flood', null, { at: { desk } }),
			}
			expect(await saidToMember(asked[name]())).toBe(deskWords.lineTrouble['line-cut'])
		},
	)

	test('a server that hands a member another key-ring gives them no key', async () => {
		const theirs = unlockingFromSheet(randomBytes(16))
		const forged = await sealKeyring({ age: randomBytes(32), sign: randomBytes(32) }, [theirs])
		const keyring = forged.toBase64({ alphabet: 'base64url', omitPadding: true })
		liar.lie({ openSession: lieInJson((session: object) => ({ ...session, keyring })) })
		expect(await saidToMember(asMember(tomas))).toBe(deskWords.unlockRefusal['wrong-words'])
	})

	test('a server that locks keys of its own for a member, whose lock it cannot know, would be refused too', async () => {
		const own = await sealKeyring({ age: randomBytes(32), sign: randomBytes(32) }, [
			unlockingFromSheet(tomas.of.sheet),
		])
		const keyring = own.toBase64({ alphabet: 'base64url', omitPadding: true })
		liar.lie({ openSession: lieInJson((session: object) => ({ ...session, keyring })) })
		expect(await saidToMember(asMember(tomas))).toBe(deskWords.unlockRefusal['not-a-member'])
	})

	test('a server that cuts a key-ring off, or changes it, is told on', async () => {
		for (const harm of [
			(text: string) => text.slice(0, -40),
			(text: string) => `${text.slice(0, -40)}${'A'.repeat(40)}`,
		]) {
			liar.lie({
				openSession: lieInJson((session: { keyring: string }) => ({
					...session,
					keyring: harm(session.keyring),
				})),
			})
			const { 'seal-broken': broken, 'line-cut': cut } = deskWords.lineTrouble
			expect([broken, cut]).toContain(await saidToMember(asMember(tomas)))
		}
	})
})

test('a server that demands a computation without end is not obeyed', async () => {
	const proof = { challenge: 'x', bits: 40, seconds: 900 }
	liar.lie({ flood: lieInJson(() => ({ proof, full: false })) })
	await expect(callServer('flood', null, { at: { desk: ruth.open.desk } })).rejects.toThrow(LineCut)
})

test('the honest server in the same place is believed', async () => {
	expect(await findTeams(today, signal)).toMatchObject({ ok: true })
	expect(await saidToMember(asMember(tomas))).toBe('it was believed')
	expect(
		(await look((await tell(ruth.open, { text: 'Hello' })).mailbox.keys.mailbox, atWork(tomas))).broken,
	).toBeNull()
})

test('an end that the team signed is believed without a confirmation, and nobody writes', async () => {
	liar.lie({
		roster: lieInJson((said: never) => ({ ...ended(said, [ruth.open.secret.sign]), statement: null })),
	})
	expect(await findTeams(today, signal)).toEqual({ ok: false, because: 'ended' })
	const [returning] = await findReturnTeams(addDays(today, 400))
	expect(returning?.standing).toMatchObject({ ok: false, fault: { because: 'ended', since: today } })
})
