import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import { refusalOfDay } from '#domain/roster/judge-entry.ts'
import type { RosterEntry } from '#domain/roster/roster.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { proposalsOf } from '#server/storage/reads/desks.ts'
import { judged } from '#server/usecases/found-desk.ts'
import { statementEnd } from '#server/usecases/judge-statement.ts'
import { columnsOf, signedTextOf } from '#server/usecases/read-roster.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { signersOf, textHash } from '#vault/outside/signed-text.ts'

/** Adds an entry that the rules of the roster accept, and the statement that speaks of the new roster. */
export async function addToRoster(
	instance: Instance,
	{ desk, roster }: SignedIn,
	{ entry, statement }: Ask<'addToRoster'>,
): Promise<Tell<'addToRoster'>> {
	const next = judged(roster, entry)
	const added = readRosterEntry(entry.text)
	const otherDay = added === null ? null : refusalOfDay(added, todayOf(instance))
	if (otherDay !== null) throw new Refused('roster-refuses', otherDay)
	const until = statement === null ? null : statementEnd(next, statement, todayOf(instance))
	await instance.store.write('addRosterEntry', {
		desk: desk.id,
		seq: next.seq,
		entry: columnsOf(entry),
		statement: until === null ? null : { text: JSON.stringify(statement), until },
		...whoChanges(added),
		closing: closingBy(added),
	})
	return { seq: next.seq }
}

function whoChanges(entry: RosterEntry | null): { added: string | null; removed: string | null } {
	return {
		added: entry?.kind === 'member-added' ? entry.member.id : null,
		removed: entry?.kind === 'member-removed' ? entry.id : null,
	}
}

function closingBy(entry: RosterEntry | null): 'begins' | 'given-up' | ClosedCounts | null {
	if (entry?.kind === 'closing-announced') return 'begins'
	if (entry?.kind === 'intake-opened') return 'given-up'
	if (entry?.kind !== 'closed') return null
	const { destroyed, told, collected, handedOver } = entry
	return { destroyed, told, collected, handedOver }
}

/** Says again, for 30 days at most, that the roster is current. */
export async function renewStatement(
	instance: Instance,
	{ desk, roster }: SignedIn,
	{ statement }: Ask<'state'>,
): Promise<void> {
	const until = statementEnd(roster, statement, todayOf(instance))
	await instance.store.write('putStatement', {
		desk: desk.id,
		rosterSeq: roster.seq,
		statement: JSON.stringify(statement),
		until,
	})
}

/** Leaves an entry that needs a second signature. Whether the rules will accept it shows when it is added. */
export async function propose(
	instance: Instance,
	{ desk, roster }: SignedIn,
	{ entry }: Ask<'propose'>,
): Promise<void> {
	const read = readRosterEntry(entry.text)
	if (read === null) throw new Refused('malformed', 'entry')
	if (read.seq !== roster.seq + 1 || read.prev !== roster.head) throw new Refused('not-the-next-entry')
	const signers: string[] = signersOf(entry, 'roster-entry')
	if (!roster.members.some(({ signingKey }) => signers.includes(signingKey)))
		throw new Refused('roster-refuses', 'needs-administrator')
	await instance.store.write('putProposal', {
		desk: desk.id,
		hash: textHash(entry),
		seq: read.seq,
		entry: columnsOf(entry),
	})
}

export async function listProposals(instance: Instance, { desk }: SignedIn): Promise<Tell<'proposals'>> {
	const proposals = await proposalsOf(instance.store.read, desk.id)
	return { proposals: proposals.map(signedTextOf) }
}
