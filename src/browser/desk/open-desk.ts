import { Refused } from '#browser/call-server.ts'
import { callServer, fetchBytes } from '#browser/desk/call-desk.ts'
import { checkChain, checkRoster, type RosterFault } from '#browser/checked-roster.ts'
import { fromBase64url } from '#browser/desk/bytes-as-text.ts'
import { type MemberNames, openNames } from '#browser/desk/member-names.ts'
import { openPasskeyNote } from '#browser/desk/passkeys/passkey-note.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { Day } from '#domain/days.ts'
import { isInterpreter } from '#domain/roster/interpreters.ts'
import { type Member, memberByKey, type Roster, type RosterStatement } from '#domain/roster/roster.ts'
import { type MemberSecret, openKeyring, type Unlocking } from '#vault/member-keys.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import type { SignedText } from '#vault/outside/signed-text.ts'

/** Everything an unlocked page holds. A snapshot: whoever changes the roster replaces it. */
export type OpenDesk = {
	/** Hash of the first roster entry. */
	desk: string
	roster: Roster
	/** The chain {@link roster} was computed from, so that a server that later shows another is caught. */
	entries: readonly SignedText[]
	/** Null when no administrator has unlocked for 30 days: people cannot write until one does. */
	statement: RosterStatement | null
	me: Member
	login: string
	secret: MemberSecret
	/** The key-ring as the server keeps it, to try a sheet on. */
	keyring: Uint8Array
	/** Word of the session, sent in a header. */
	token: string
	/** Null when the administrator has not yet locked the names for this member. */
	names: MemberNames | null
}

export type UnlockRefusal =
	/** Login, passphrase or sheet; which of them is told to nobody. */
	| 'wrong-words'
	/** The passkey was removed, or never belonged to this team. */
	| 'wrong-passkey'
	/** The words fit, and no administrator has taken this person in yet. */
	| 'not-taken-in'
	/** The key-ring opened, and the checked roster does not name its owner. */
	| 'not-a-member'
	/** The server showed a roster that is broken, older than the names, or of another team. */
	| 'roster-broken'

export class UnlockRefused extends Error {
	override name = 'UnlockRefused'
	readonly because: UnlockRefusal
	readonly fault: RosterFault | null
	constructor(because: UnlockRefusal, fault: RosterFault | null = null) {
		super(because)
		this.because = because
		this.fault = fault
	}
}

/** What a member opened their keys with. */
export type Way = 'passphrase' | 'sheet' | 'passkey'

export type Entrance = { desk: string; unlocking: Unlocking } & (
	| { way: 'passphrase' | 'sheet'; login: string }
	/** The device says which of its passkeys it used; nobody types a name. */
	| { way: 'passkey'; passkey: string }
)

/**
 * Enters: fetches the key-ring, opens it, checks the whole roster and finds its owner there.
 * @param onFound called as soon as the owner is found, while the rest is still being fetched
 * @throws UnlockRefused, Refused, LineCut, SealBroken
 */
export async function openDesk(
	entrance: Entrance,
	today: Day,
	onFound?: (me: Member, token: string) => void,
): Promise<OpenDesk> {
	const { desk } = entrance
	const session = await enter(entrance)
	const [{ login, secret }, { roster, entries, statement }] = await Promise.all([
		openOwnKeys(entrance, session),
		fetchRoster(desk, today),
	])
	const keyring = fromBase64url(session.keyring)
	const me = memberByKey(roster, signingKeyOf(secret.sign))
	if (me === null) throw new UnlockRefused('not-a-member')
	onFound?.(me, session.token)
	const names = isInterpreter(me) ? null : await fetchNames(roster, secret, session.token)
	return { desk, login, roster, entries, statement, me, secret, keyring, token: session.token, names }
}

async function enter(entrance: Entrance): Promise<Tell<'openSession'>> {
	const { desk, unlocking } = entrance
	const { auth } = unlocking
	const who =
		entrance.way === 'passkey'
			? { way: entrance.way, passkey: entrance.passkey, auth }
			: { way: entrance.way, login: entrance.login, auth }
	try {
		return await callServer('openSession', who, { at: { desk } })
	} catch (error) {
		if (error instanceof Refused && error.because === 'wrong-proof')
			throw new UnlockRefused(refusalOf(entrance))
		if (error instanceof Refused && error.because === 'not-allowed') throw new UnlockRefused('not-taken-in')
		throw error
	}
}

type OwnKeys = { login: string; secret: MemberSecret }

/** The keys, and whose they are by what the member typed or locked, not by what the server says. */
async function openOwnKeys(entrance: Entrance, session: Tell<'openSession'>): Promise<OwnKeys> {
	const { desk, unlocking } = entrance
	if (entrance.way !== 'passkey') {
		const secret = await openKeyring(fromBase64url(session.keyring), unlocking)
		if (secret === null) throw new UnlockRefused(refusalOf(entrance))
		return { login: entrance.login, secret }
	}
	const { passkey } = entrance
	if (session.passkey === null) throw new UnlockRefused(refusalOf(entrance))
	const secret = await openKeyring(fromBase64url(session.passkey.keyring), unlocking)
	if (secret === null) throw new UnlockRefused(refusalOf(entrance))
	const { login } = await openPasskeyNote(fromBase64url(session.passkey.note), { desk, passkey }, secret)
	return { login, secret }
}

function refusalOf({ way }: Entrance): UnlockRefusal {
	return way === 'passkey' ? 'wrong-passkey' : 'wrong-words'
}

/**
 * Fetches and checks the roster. A member may go on under an expired statement, because an administrator has to
 * unlock to renew it; the outward pages may not.
 * @throws UnlockRefused when the chain is broken
 */
export async function fetchRoster(
	desk: string,
	today: Day,
): Promise<Pick<OpenDesk, 'roster' | 'entries' | 'statement'>> {
	const { entries, statement } = await callServer('roster', null, { at: { desk } })
	const chain = checkChain(desk, entries)
	if (!chain.ok) throw new UnlockRefused('roster-broken', chain.fault)
	const checked = checkRoster(desk, entries, statement, today)
	return { roster: chain.roster, entries, statement: checked.ok ? checked.statement : null }
}

/** @throws UnlockRefused when the names speak of a newer roster than the server showed */
export async function fetchNames(
	roster: Roster,
	secret: MemberSecret,
	token: string,
): Promise<MemberNames | null> {
	const envelope = await fetchBytes('names', { at: { desk: roster.desk }, token })
	const read = await openNames(envelope, roster, secret)
	if (read.ok) return read.names
	if (read.because === 'not-for-me') return null
	throw new UnlockRefused('roster-broken')
}

/** What a member is called on screen, or null when the names are not (yet) locked for this reader. */
export function nameOf(open: OpenDesk, member: string): string | null {
	return open.names?.names.get(member) ?? null
}

export function isAdministrator(open: OpenDesk): boolean {
	return open.me.roles.includes('administrator')
}
