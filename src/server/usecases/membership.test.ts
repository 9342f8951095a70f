import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { addDays } from '#domain/days.ts'
import { offerSetup } from '#server/usecases/offer-setup.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { type ApiServer, ask, startApi } from '../../../tests/world/api-server.ts'
import { anEnvelope, firstMessage, newPerson } from '../../../tests/world/person.ts'
import {
	change,
	foundTeam,
	joinRequest,
	joinTeam,
	nextEntry,
	openTeam,
	signInAs,
	statementOf,
	takeIn,
	type Team,
	todayAt,
} from '../../../tests/world/team.ts'

let server: ApiServer
beforeEach(async () => {
	server = await startApi()
})
afterEach(() => server.stop())

const DAY_LENGTH = 86_400_000
const days = (count: number) => {
	server.clock.now = new Date(server.clock.now.getTime() + count * DAY_LENGTH)
}
const base64url = (bytes: Uint8Array) => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })

test('a link for a second team is made only when it is asked for, and founds it beside the first', async () => {
	const first = await foundTeam(server)
	expect(await offerSetup(server.instance)).toBeNull()
	const second = await foundTeam(server, { further: true })
	const listed = await ask(server.address, 'desks', {})
	expect(listed.value).toMatchObject({ desks: [{ desk: first.desk }, { desk: second.desk }] })
})

test('the set-up link works once, and only for a foundation that holds together', async () => {
	const team = await foundTeam(server)
	const again = await ask(server.address, 'setup', {
		json: {
			token: 'a'.repeat(64),
			entries: [nextEntry(null, FOUNDED, todayAt(server), [team.rootSeed]).signed, SOMETHING_SIGNED],
			statement: SOMETHING_SIGNED,
			login: 'eve',
			passphraseAuth: 'b'.repeat(64),
			sheetAuth: 'c'.repeat(64),
			keyring: base64url(await anEnvelope('x')),
			names: base64url(await anEnvelope('x')),
		},
	})
	expect(again.because).not.toBeNull()
	const desks = await ask(server.address, 'desks')
	expect(desks.value).toEqual({ desks: [{ desk: team.desk, lastRead: null, calls: false }], demo: false })
})

const FOUNDED = {
	kind: 'founded',
	root: '9'.repeat(64),
	nonce: '8'.repeat(64),
	card: {
		name: 'Eve',
		kind: 'un-office',
		languages: ['en'],
		days: ['mon'],
		answerWithinDays: 3,
		checkWordsAt: '',
		words: [],
		contacts: [],
	},
} as const
const SOMETHING_SIGNED = {
	text: '{}',
	signatures: [{ key: '1'.repeat(64), signature: '2'.repeat(128) }],
}

test('messages are taken only while the team is open and its statement is current', async () => {
	const team = await foundTeam(server)
	const tell = async () => {
		const frames = [firstMessage(newPerson(team.desk), await anEnvelope('hello'))]
		return (await ask(server.address, 'tell', { at: { desk: team.desk }, frames })).because
	}
	expect(await tell()).toBe('intake-closed')
	await server.stop()
	server = await startApi()
	const open = await openTeam(server)
	const told = newPerson(open.desk)
	const story = await anEnvelope('hello')
	const at = { desk: open.desk }
	const first = { at, frames: [firstMessage(told, story)] }
	expect((await ask(server.address, 'tell', first)).status).toBe(200)
	days(31)
	const late = { at, frames: [firstMessage(newPerson(open.desk), await anEnvelope('late'))] }
	expect((await ask(server.address, 'tell', late)).because).toBe('intake-closed')
	// Whoever lost the answer still learns that the message is there.
	expect((await ask(server.address, 'tell', first)).status).toBe(200)
	await signInAs(server, open.desk, open.ruth)
	const json = { statement: statementOf(open.roster, addDays(todayAt(server), 30), open.ruth.signSeed) }
	expect((await ask(server.address, 'state', { at, token: open.ruth.token, json })).status).toBe(200)
	expect((await ask(server.address, 'tell', late)).status).toBe(200)
})

test('a statement for too long, of another roster or by a stranger is refused', async () => {
	const team = await foundTeam(server)
	const state = async (statement: object) =>
		ask(server.address, 'state', { at: { desk: team.desk }, token: team.ruth.token, json: { statement } })
	const today = todayAt(server)
	const { roster, ruth } = team
	const wrong = [
		statementOf(roster, addDays(today, 31), ruth.signSeed),
		statementOf(roster, addDays(today, -1), ruth.signSeed),
		statementOf({ ...roster, seq: 0 }, today, ruth.signSeed),
		statementOf({ ...roster, head: 'a'.repeat(64) }, today, ruth.signSeed),
		statementOf(roster, today, randomBytes(32)),
	]
	for (const statement of wrong) expect((await state(statement)).because).toBe('roster-refuses')
	expect((await state(statementOf(roster, today, ruth.signSeed))).status).toBe(200)
})

test('an invitation works once and for seven days; whoever joined opens nothing before the roster says so', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const invited = await ask(server.address, 'invite', { at, token: team.ruth.token, json: {} })
	const tomas = await joinTeam(server, team, 'tomas')
	const { auth, login } = tomas
	const signIn = () => ask(server.address, 'openSession', { at, json: { login, auth, way: 'passphrase' } })
	expect((await signIn()).because).toBe('not-allowed')
	const waiting = await ask(server.address, 'joins', { at, token: team.ruth.token })
	expect(waiting.value).toMatchObject({ joins: [{ member: tomas.member.id }] })

	const taken = {
		...(invited.value as object),
		...(await joinRequest(team.desk, { ...tomas, login: 'lena' })),
	}
	const other = { ...(await newcomer(team)), ...(invited.value as object) }
	expect((await ask(server.address, 'join', { at, json: other })).status).toBe(200)
	expect((await ask(server.address, 'join', { at, json: other })).status).toBe(200)
	expect((await ask(server.address, 'join', { at, json: taken })).because).toBe('link-used')

	const late = await ask(server.address, 'invite', { at, token: team.ruth.token, json: {} })
	days(8)
	await signInAs(server, team.desk, team.ruth)
	const afterwards = { ...(await newcomer(team)), ...(late.value as object) }
	expect((await ask(server.address, 'join', { at, json: afterwards })).because).toBe('link-used')

	await change(server, team, { kind: 'member-added', member: tomas.member })
	expect((await signIn()).status).toBe(200)
	expect((await ask(server.address, 'joins', { at, token: team.ruth.token })).value).not.toMatchObject({
		joins: [{ member: tomas.member.id }],
	})
})

async function newcomer(team: Team): Promise<object> {
	const signSeed = randomBytes(32)
	const key = signingKeyOf(signSeed)
	const member = { ...team.ruth.member, id: '', signingKey: key }
	return joinRequest(team.desk, {
		login: `n${key.slice(0, 8)}`,
		auth: '',
		signSeed,
		ageSeed: randomBytes(32),
		member,
		token: '',
	})
}

test('a login is taken once, and a request signed by another key is none', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	await joinTeam(server, team, 'tomas')
	const invitation = async () =>
		(await ask(server.address, 'invite', { at, token: team.ruth.token, json: {} })).value
	const json = { ...(await newcomer(team)), ...((await invitation()) as object), login: 'tomas' }
	expect((await ask(server.address, 'join', { at, json })).because).toBe('login-taken')
	const forged = { ...(await newcomer(team)), ...((await invitation()) as object) } as {
		request: { signatures: { key: string }[] }
	}
	forged.request.signatures = forged.request.signatures.map((one) => ({
		...one,
		key: team.ruth.member.signingKey,
	}))
	expect((await ask(server.address, 'join', { at, json: forged })).because).toBe('malformed')
})

test('who is turned away or removed is out at once', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const lena = await joinTeam(server, team, 'lena')
	const refused = { at: { ...at, member: lena.member.id }, token: team.ruth.token }
	expect((await ask(server.address, 'refuseJoin', refused)).status).toBe(200)
	expect((await ask(server.address, 'refuseJoin', refused)).because).toBe('not-found')
	const tomas = await takeIn(server, team, 'tomas')
	expect((await ask(server.address, 'names', { at, token: tomas.token })).status).toBe(200)
	await change(server, team, { kind: 'member-removed', id: tomas.member.id })
	expect((await ask(server.address, 'names', { at, token: tomas.token })).because).toBe('not-signed-in')
	const { login, auth } = tomas
	const json = { login, auth, way: 'passphrase' }
	expect((await ask(server.address, 'openSession', { at, json })).because).toBe('wrong-proof')
})

test('a reader of what comes in is added by two where there are two', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const tomas = await takeIn(server, team, 'tomas')
	const lena = await joinTeam(server, team, 'lena')
	const { signed } = nextEntry(team.roster, { kind: 'member-added', member: lena.member }, todayAt(server), [
		team.ruth.signSeed,
	])
	const alone = { at, token: team.ruth.token, json: { entry: signed, statement: null } }
	expect((await ask(server.address, 'addToRoster', alone)).because).toBe('roster-refuses')
	await ask(server.address, 'propose', { at, token: team.ruth.token, json: { entry: signed } })
	const proposals = await ask(server.address, 'proposals', { at, token: tomas.token })
	expect(proposals.value).toEqual({ proposals: [signed] })
	const together = nextEntry(team.roster, { kind: 'member-added', member: lena.member }, todayAt(server), [
		team.ruth.signSeed,
		tomas.signSeed,
	])
	const json = { entry: together.signed, statement: null }
	expect((await ask(server.address, 'addToRoster', { at, token: tomas.token, json })).status).toBe(200)
	expect((await ask(server.address, 'proposals', { at, token: tomas.token })).value).toEqual({
		proposals: [],
	})
	const listed = await ask(server.address, 'roster', { at })
	expect(listed.value).toMatchObject({ entries: { length: together.roster.seq + 1 } })
})

test('a member whose id is not that of their key is refused', async () => {
	const team = await foundTeam(server)
	const tomas = await joinTeam(server, team, 'tomas')
	const member = { ...tomas.member, id: 'a'.repeat(32) }
	const { signed } = nextEntry(team.roster, { kind: 'member-added', member }, todayAt(server), [
		team.ruth.signSeed,
	])
	const json = { entry: signed, statement: null }
	const answered = await ask(server.address, 'addToRoster', {
		at: { desk: team.desk },
		token: team.ruth.token,
		json,
	})
	expect(answered.because).toBe('malformed')
})

test('only who keeps the roster invites, states, proposes and names', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const tomas = await takeIn(server, team, 'tomas')
	const { token } = tomas
	expect((await ask(server.address, 'invite', { at, token, json: {} })).because).toBe('not-allowed')
	expect((await ask(server.address, 'joins', { at, token })).because).toBe('not-allowed')
	expect((await ask(server.address, 'putNames', { at, token, bytes: await anEnvelope('x') })).because).toBe(
		'not-allowed',
	)
})

test('an unknown login and a wrong secret are refused alike; the sheet opens what the passphrase opens', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const signIn = (json: object) => ask(server.address, 'openSession', { at, json })
	const wrong = { login: 'ruth', auth: 'f'.repeat(64), way: 'passphrase' }
	const unknown = { ...wrong, login: 'nobody' }
	expect(await signIn(wrong)).toEqual(await signIn(unknown))
	expect((await signIn({ ...wrong, auth: team.ruth.auth, way: 'sheet' })).because).toBe('wrong-proof')
})

test('a session ends: signed out, with the day after, and elsewhere when the passphrase changes', async () => {
	const team = await foundTeam(server)
	const at = { desk: team.desk }
	const first = team.ruth.token
	const works = async (token: string) => (await ask(server.address, 'names', { at, token })).status === 200
	await signInAs(server, team.desk, team.ruth)
	const second = team.ruth.token
	expect([await works(first), await works(second)]).toEqual([true, true])
	const auth = randomBytes(32).toString('hex')
	const json = {
		passphraseAuth: hashedSecret(auth),
		sheetAuth: hashedSecret(randomBytes(32).toString('hex')),
		keyring: base64url(await anEnvelope('new')),
	}
	await ask(server.address, 'putKeyring', { at, token: second, json })
	expect([await works(first), await works(second)]).toEqual([false, true])
	const old = { login: 'ruth', auth: team.ruth.auth, way: 'passphrase' }
	expect((await ask(server.address, 'openSession', { at, json: old })).because).toBe('wrong-proof')
	expect((await ask(server.address, 'openSession', { at, json: { ...old, auth } })).status).toBe(200)
	days(1)
	expect(await works(second)).toBe(true)
	days(1)
	expect(await works(second)).toBe(false)
})

test('the database keeps no token and no secret that was shown or sent', async () => {
	const team = await foundTeam(server)
	const rows = await server.instance.store.read.selectFrom('sessions').select('token').execute()
	expect(rows).toEqual([{ token: hashedSecret(team.ruth.token) }])
	const members = await server.instance.store.read.selectFrom('members').selectAll().execute()
	expect(JSON.stringify(members)).not.toContain(team.ruth.auth)
})
