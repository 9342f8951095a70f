import { randomBytes } from 'node:crypto'
import type { Frame } from '#contract/frames.ts'
import { hashedSecret, memberIdOf } from '#contract/hashed-secret.ts'
import { addDays, type Day, dayOf } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import type { Card, Label, Member, Role, Roster, RosterEntry } from '#domain/roster/roster.ts'
import { offerSetup } from '#server/usecases/offer-setup.ts'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { sealEntry } from '#vault/journal.ts'
import { NOTHING_BEFORE, type VisibleEntry } from '#vault/outside/chain.ts'
import { hashOf } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { type SignedText, signText, textHash } from '#vault/outside/signed-text.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import { type ApiServer, ask } from './api-server.ts'
import { anEnvelope } from './person.ts'

export const CARD: Card = {
	name: 'Lantern',
	kind: 'civil-society',
	languages: ['en', 'fr'],
	days: ['mon', 'thu'],
	answerWithinDays: 7,
	checkWordsAt: 'lantern.example',
	words: [],
	contacts: [],
}

/** Somebody who reads, with a session. */
export type Colleague = {
	login: string
	auth: string
	signSeed: Uint8Array
	ageSeed: Uint8Array
	member: Member
	token: string
}

/** A founded team and the roster as its members know it. */
export type Team = { desk: string; rootSeed: Uint8Array; roster: Roster; ruth: Colleague }

const bytes = (size: number) => Uint8Array.from(randomBytes(size))
const base64url = (of: Uint8Array) => of.toBase64({ alphabet: 'base64url', omitPadding: true })

async function newColleague(login: string, label: Label, roles: Role[]): Promise<Colleague> {
	const signSeed = bytes(32)
	const ageSeed = bytes(32)
	const signingKey = signingKeyOf(signSeed)
	const recipient = await recipientOf(hybridIdentity(ageSeed))
	const member = { id: memberIdOf(signingKey), signingKey, recipient, label, roles }
	return { login, auth: randomBytes(32).toString('hex'), signSeed, ageSeed, member, token: '' }
}

async function membershipOf({ login, auth }: Colleague): Promise<object> {
	return {
		login,
		passphraseAuth: hashedSecret(auth),
		sheetAuth: hashedSecret(randomBytes(32).toString('hex')),
		keyring: base64url(await anEnvelope('keys')),
	}
}

export function todayAt(server: ApiServer): Day {
	return dayOf(server.clock.now) ?? addDays('2026-01-01' as Day, 0)
}

type Change = RosterEntry extends infer Entry
	? Entry extends RosterEntry
		? Omit<Entry, 'v' | 'seq' | 'prev' | 'day'>
		: never
	: never

/** The next entry of a roster, signed, and the roster after it. */
export function nextEntry(
	roster: Roster | null,
	change: Change,
	day: Day,
	seeds: readonly Uint8Array[],
): { signed: SignedText; roster: Roster } {
	const place =
		roster === null ? { seq: 0, prev: NOTHING_BEFORE } : { seq: roster.seq + 1, prev: roster.head }
	const entry = { v: 1, ...place, day, ...change } as RosterEntry
	const signed = signText(JSON.stringify(entry), 'roster-entry', seeds)
	return { signed, roster: evolveRoster(roster, entry, textHash(signed)) }
}

export function statementOf(roster: Roster, until: Day, seed: Uint8Array): SignedText {
	const { desk, seq, head } = roster
	return signText(JSON.stringify({ v: 1, desk, seq, head, until }), 'roster-statement', [seed])
}

/** Founds a team whose first member, Ruth, keeps the roster and opens what comes in. */
export async function foundTeam(
	server: ApiServer,
	{ card = CARD, further = false }: { card?: Card; further?: boolean } = {},
): Promise<Team> {
	const token = (await offerSetup(server.instance, further)) ?? ''
	const rootSeed = bytes(32)
	const ruth = await newColleague('ruth', 'coordinator', ['administrator', 'triage'])
	const day = todayAt(server)
	const founded = nextEntry(
		null,
		{ kind: 'founded', root: signingKeyOf(rootSeed), nonce: randomBytes(32).toString('hex'), card },
		day,
		[rootSeed],
	)
	const first = nextEntry(founded.roster, { kind: 'member-added', member: ruth.member }, day, [rootSeed])
	const { roster } = first
	const json = {
		token,
		entries: [founded.signed, first.signed],
		statement: statementOf(roster, addDays(day, 30), ruth.signSeed),
		names: base64url(await anEnvelope('names')),
		...(await membershipOf(ruth)),
	}
	const answered = await ask(server.address, 'setup', { json })
	if (answered.status !== 200) throw new Error(`no team: ${JSON.stringify(answered.value)}`)
	const team = { desk: roster.desk, rootSeed, roster, ruth }
	await signInAs(server, team.desk, ruth)
	return team
}

/** A team that takes messages: its recovery key and Ruth's sheet were tried. */
export async function openTeam(server: ApiServer, card: Card = CARD): Promise<Team> {
	const team = await foundTeam(server, { card })
	const recipient = await recipientOf(hybridIdentity(bytes(32)))
	await change(server, team, { kind: 'recovery-set', recipient }, [team.rootSeed])
	await change(server, team, { kind: 'recovery-tried' })
	await change(server, team, { kind: 'sheet-tried', id: team.ruth.member.id })
	await change(server, team, { kind: 'intake-opened' })
	return team
}

/** Adds an entry to the roster, signed by Ruth unless others are named. */
export async function change(
	server: ApiServer,
	team: Team,
	what: Change,
	seeds: readonly Uint8Array[] = [team.ruth.signSeed],
): Promise<void> {
	const next = nextEntry(team.roster, what, todayAt(server), seeds)
	const statement = statementOf(next.roster, addDays(todayAt(server), 30), team.ruth.signSeed)
	const answered = await ask(server.address, 'addToRoster', {
		at: { desk: team.desk },
		token: team.ruth.token,
		json: { entry: next.signed, statement },
	})
	if (answered.status !== 200) throw new Error(`roster: ${JSON.stringify(answered.value)}`)
	team.roster = next.roster
}

export async function signInAs(server: ApiServer, desk: string, who: Colleague): Promise<void> {
	const json = { login: who.login, auth: who.auth, way: 'passphrase' }
	const answered = await ask(server.address, 'openSession', { at: { desk }, json })
	const { value } = answered
	if (typeof value !== 'object' || value === null || !('token' in value) || typeof value.token !== 'string')
		throw new Error(`no session: ${JSON.stringify(value)}`)
	who.token = value.token
}

/** Uses a fresh invitation: the person waits to be taken in. */
export async function joinTeam(
	server: ApiServer,
	team: Team,
	login: string,
	label: Label = 'case-worker',
	roles: Role[] = ['triage'],
): Promise<Colleague> {
	const invitation = await ask(server.address, 'invite', {
		at: { desk: team.desk },
		token: team.ruth.token,
		json: {},
	})
	const colleague = await newColleague(login, label, roles)
	const json = { ...(invitation.value as object), ...(await joinRequest(team.desk, colleague)) }
	const answered = await ask(server.address, 'join', { at: { desk: team.desk }, json })
	if (answered.status !== 200) throw new Error(`join: ${JSON.stringify(answered.value)}`)
	return colleague
}

export async function joinRequest(desk: string, colleague: Colleague): Promise<object> {
	const { signingKey, recipient } = colleague.member
	const request = JSON.stringify({ v: 1, desk, signingKey, recipient })
	return {
		request: signText(request, 'join-request', [colleague.signSeed]),
		name: base64url(await anEnvelope(colleague.login)),
		...(await membershipOf(colleague)),
	}
}

/** Invites, joins, takes in and signs in a colleague, signed by whoever is there. */
export async function takeIn(
	server: ApiServer,
	team: Team,
	login: string,
	roles: Role[] = ['triage'],
	agreeing: readonly Colleague[] = [],
): Promise<Colleague> {
	const colleague = await joinTeam(server, team, login, 'case-worker', roles)
	const seeds = [team.ruth, ...agreeing].map(({ signSeed }) => signSeed)
	await change(server, team, { kind: 'member-added', member: colleague.member }, seeds)
	await signInAs(server, team.desk, colleague)
	return colleague
}

/** An entry for a thread's journal as a member's client makes it, in a frame. */
export async function entryFrame(
	mailbox: string,
	previous: VisibleEntry | null,
	{ by, roster }: { by: Colleague; roster: Roster },
	content: object = { kind: 'noted', text: 'seen' },
): Promise<{ frame: Frame; visible: VisibleEntry }> {
	const key = await recipientOf(x25519Identity(bytes(32)))
	const writer = { signSeed: by.signSeed, roster: roster.seq }
	const { visible, envelope } = await sealEntry(mailbox, previous, content, writer, [key])
	return { frame: { head: { kind: 'entry', entry: visible }, bytes: envelope }, visible }
}

export async function ringFrame(version: number, readers: readonly Colleague[]): Promise<Frame> {
	const envelope = await anEnvelope(`ring ${String(version)}`)
	const ids = readers.map(({ member }) => member.id)
	return { head: { kind: 'ring', version, hash: hashOf(envelope), readers: ids }, bytes: envelope }
}
