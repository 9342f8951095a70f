import { LineCut } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { fetchRoster, isAdministrator, type OpenDesk, UnlockRefused } from '#browser/desk/open-desk.ts'
import { addDays, type Day, daysBetween } from '#domain/days.ts'
import { refusalOfInterpreter } from '#domain/roster/interpreters.ts'
import { refusalOfEntry, type RosterRefusal } from '#domain/roster/judge-entry.ts'
import { type Roster, type RosterEntry, type RosterStatement, STATED_DAYS } from '#domain/roster/roster.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import { signersOf, type SignedText, signText, textHash } from '#vault/outside/signed-text.ts'

type WithoutPlace<Entry> = Entry extends RosterEntry ? Omit<Entry, 'v' | 'seq' | 'prev' | 'day'> : never

/** An entry without its place in the chain, for example `{ kind: 'intake-opened' }`. */
export type RosterChange = Exclude<WithoutPlace<RosterEntry>, { kind: 'founded' }>

/** The rules say no; nothing was sent. */
export class RosterRefuses extends Error {
	override name = 'RosterRefuses'
	readonly because: RosterRefusal
	constructor(because: RosterRefusal) {
		super(because)
		this.because = because
	}
}

/** Days left of a statement from which an administrator's unlock renews it. */
const RENEW_BELOW_DAYS = 25

export function nextEntry(roster: Roster, change: RosterChange, today: Day): string {
	return JSON.stringify({ v: 1, seq: roster.seq + 1, prev: roster.head, day: today, ...change })
}

export function newStatement(roster: Pick<Roster, 'desk' | 'seq' | 'head'>, today: Day, seed: Uint8Array) {
	const { desk, seq, head } = roster
	const statement: RosterStatement = { v: 1, desk, seq, head, until: addDays(today, STATED_DAYS) }
	return signText(JSON.stringify(statement), 'roster-statement', [seed])
}

/**
 * Signs a change and adds it to the roster.
 * @param root seed of the root, where the change needs its signature
 * @returns the desk with the roster as it stands now, fetched and checked anew
 * @throws RosterRefuses before anything is sent, when the rules say no
 */
export async function writeRoster(
	open: OpenDesk,
	change: RosterChange,
	today: Day,
	root: Uint8Array | null = null,
): Promise<OpenDesk> {
	const seeds = root === null ? [open.secret.sign] : [open.secret.sign, root]
	return addSigned(open, signText(nextEntry(open.roster, change, today), 'roster-entry', seeds), today)
}

/** Adds an entry that already carries its signatures; an administrator states in the same step that it is the newest. */
export async function addSigned(open: OpenDesk, signed: SignedText, today: Day): Promise<OpenDesk> {
	const refusal = refusalOfSigned(open.roster, signed)
	if (refusal !== null) throw new RosterRefuses(refusal)
	const head = textHash(signed)
	const statement = isAdministrator(open)
		? newStatement({ desk: open.desk, seq: open.roster.seq + 1, head }, today, open.secret.sign)
		: null
	try {
		await callServer(
			'addToRoster',
			{ entry: signed, statement },
			{ at: { desk: open.desk }, token: open.token },
		)
	} catch (error) {
		// The entry may have arrived although its answer did not: then the roster already ends with it.
		if (!(error instanceof LineCut)) throw error
		const fresh = await refreshRoster(open, today)
		if (fresh.roster.head === head) return fresh
		throw error
	}
	return refreshRoster(open, today)
}

/** Why this signed text may not be the next entry, or null when it may. */
export function refusalOfSigned(roster: Roster, signed: SignedText): RosterRefusal | null {
	const entry = readRosterEntry(signed.text)
	if (entry === null) return 'not-next'
	return refusalOfInterpreter(entry) ?? refusalOfEntry(roster, entry, signersOf(signed, 'roster-entry'))
}

/**
 * Fetches the roster again.
 * @throws UnlockRefused when it is not a continuation of the one known, or names this member no more
 */
export async function refreshRoster(open: OpenDesk, today: Day): Promise<OpenDesk> {
	const fresh = await fetchRoster(open.desk, today)
	const known = fresh.entries[open.roster.seq]
	if (known === undefined || textHash(known) !== open.roster.head)
		throw new UnlockRefused('roster-broken', { because: 'not-next', seq: open.roster.seq })
	const me = fresh.roster.members.find(({ id }) => id === open.me.id)
	if (me === undefined) throw new UnlockRefused('not-a-member')
	return { ...open, ...fresh, me }
}

/** Renews the 30-day statement when an administrator unlocks and it has less than 25 days left. */
export async function renewStatement(open: OpenDesk, today: Day): Promise<OpenDesk> {
	const isFresh = open.statement !== null && daysBetween(today, open.statement.until) >= RENEW_BELOW_DAYS
	if (isFresh || !isAdministrator(open) || open.roster.closed !== null) return open
	const statement = newStatement(open.roster, today, open.secret.sign)
	await callServer('state', { statement }, { at: { desk: open.desk }, token: open.token })
	return refreshRoster(open, today)
}
