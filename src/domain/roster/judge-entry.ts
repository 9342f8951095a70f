import {
	type ClosingRefusal,
	DAYS_TO_AGREE,
	refusalOfAnnouncement,
	refusalOfEnd,
} from '#domain/closing/closing.ts'
import { type Day, daysBetween } from '#domain/days.ts'
import { refusalOfRetention } from '#domain/keeping/retention.ts'
import { colleaguesOf, interpretersOf, isInterpreter } from '#domain/roster/interpreters.ts'
import {
	administrators,
	memberByKey,
	type Member,
	type Roster,
	type RosterEntry,
	triageMembers,
} from '#domain/roster/roster.ts'
import { type CardRefusal, refusalOfCard } from '#domain/roster/judge-card.ts'
import { MOST_INTERPRETERS, MOST_READERS } from '#domain/threads/limits.ts'

export type RosterRefusal =
	| 'not-first'
	| 'not-next'
	| 'goes-back-in-time'
	| 'other-day'
	| 'outside-limits'
	| 'needs-root'
	| 'needs-administrator'
	| 'needs-two-members'
	| 'needs-that-member'
	| 'member-already-there'
	| 'no-such-member'
	| 'last-administrator'
	| 'last-reader'
	| 'recipient-not-hybrid'
	| 'too-many-readers'
	| 'already-so'
	| 'intake-not-ready'
	| 'interprets-only'
	| 'too-many-interpreters'
	| 'needs-two-administrators'
	| 'closed'
	/** A server's reason: it still keeps something. */
	| 'threads-remain'
	| ClosingRefusal
	| CardRefusal

/**
 * Why `entry` may not follow `roster` (null: is first), or null when it may.
 * @param signers keys whose signature over the entry holds, already checked
 */
export function refusalOfEntry(
	roster: Roster | null,
	entry: RosterEntry,
	signers: readonly string[],
): RosterRefusal | null {
	if (roster === null) {
		if (entry.kind !== 'founded' || entry.seq !== 0) return 'not-first'
		return signers.includes(entry.root) ? refusalOfCard(entry.card, entry.day) : 'needs-root'
	}
	if (entry.kind === 'founded' || entry.seq !== roster.seq + 1 || entry.prev !== roster.head)
		return 'not-next'
	return refusalOfChange(roster, entry, signers)
}

type Change = Exclude<RosterEntry, { kind: 'founded' }>

function refusalOfChange(roster: Roster, entry: Change, signers: readonly string[]): RosterRefusal | null {
	if (roster.closed !== null) return 'closed'
	switch (entry.kind) {
		case 'member-added':
			return refusalToAdd(roster, entry.member, signers)
		case 'member-removed':
			return refusalToRemove(roster, entry.id, signers)
		case 'recovery-set':
			if (!entry.recipient.startsWith('age1pq1')) return 'recipient-not-hybrid'
			return signers.includes(roster.root) ? null : 'needs-root'
		case 'sheet-tried':
			if (roster.sheetsTried.includes(entry.id)) return 'already-so'
			return signedByMember(roster, entry.id, signers) ? null : 'needs-that-member'
		case 'recovery-tried':
			if (roster.recovery === null || roster.recovery.tried) return 'already-so'
			return needsAdministrator(roster, signers)
		case 'intake-opened':
			if (roster.intake === 'open') return 'already-so'
			if (!isReadyForIntake(roster)) return 'intake-not-ready'
			return needsAdministrator(roster, signers)
		case 'intake-closed':
			if (roster.intake === 'closed') return 'already-so'
			return needsAdministrator(roster, signers)
		case 'retention-set':
			return refusalOfRetention(roster.retention, entry) ?? needsAdministrator(roster, signers)
		case 'card-changed':
			return needsAdministrator(roster, signers) ?? refusalOfCard(entry.card, entry.day)
		case 'gap-accepted':
			return needsAdministrator(roster, signers)
		case 'closing-announced':
			return needsAdministrator(roster, signers) ?? refusalOfAnnouncement(roster, entry)
		case 'closed':
			return refusalOfEnd(roster, entry) ?? needsTwoAdministrators(roster, signers)
	}
}

/**
 * Why a server does not take an entry from which a term is counted: the day it names must be today, give or take a
 * clock that is a little off, or the term could be over before anybody learns of it.
 */
export function refusalOfDay({ kind, day }: RosterEntry, today: Day): 'other-day' | null {
	const ahead = daysBetween(today, day)
	switch (kind) {
		case 'retention-set':
			return Math.abs(ahead) > 1 ? 'other-day' : null
		case 'closing-announced':
		case 'closed':
			return ahead > 1 || ahead < -DAYS_TO_AGREE ? 'other-day' : null
		default:
			return null
	}
}

/** Intake opens with two members, or one and the team's recovery key, each opened once by its sheet. */
export function isReadyForIntake(roster: Roster): boolean {
	const readers = roster.members.filter(
		({ id, roles }) => roles.includes('triage') && roster.sheetsTried.includes(id),
	)
	return readers.length >= 2 || (readers.length === 1 && roster.recovery?.tried === true)
}

function refusalToAdd(roster: Roster, member: Member, signers: readonly string[]): RosterRefusal | null {
	const taken = roster.members.some(
		({ id, signingKey, recipient }) =>
			id === member.id || signingKey === member.signingKey || recipient === member.recipient,
	)
	if (taken) return 'member-already-there'
	if (!member.recipient.startsWith('age1pq1')) return 'recipient-not-hybrid'
	if (isInterpreter(member) && interpretersOf(roster).length >= MOST_INTERPRETERS)
		return 'too-many-interpreters'
	const isReader = member.roles.includes('triage')
	if (isReader && triageMembers(roster).length >= MOST_READERS) return 'too-many-readers'
	if (member.roles.includes('administrator')) return signers.includes(roster.root) ? null : 'needs-root'
	const refusal = needsAdministrator(roster, signers)
	if (refusal !== null || !isReader) return refusal
	// A single captured account must not be able to add a reader of everything that comes in.
	const colleagues = colleaguesOf(roster)
	const agreeing = colleagues.filter(({ signingKey }) => signers.includes(signingKey)).length
	return colleagues.length >= 2 && agreeing < 2 ? 'needs-two-members' : null
}

function refusalToRemove(roster: Roster, id: string, signers: readonly string[]): RosterRefusal | null {
	if (!roster.members.some((member) => member.id === id)) return 'no-such-member'
	const left = administrators(roster).filter((member) => member.id !== id)
	if (left.length === 0) return 'last-administrator'
	const readersLeft = triageMembers(roster).filter((member) => member.id !== id)
	if (readersLeft.length === 0 && roster.intake === 'open') return 'last-reader'
	return needsAdministrator(roster, signers)
}

function needsAdministrator(roster: Roster, signers: readonly string[]): RosterRefusal | null {
	return administrators(roster).some(({ signingKey }) => signers.includes(signingKey))
		? null
		: 'needs-administrator'
}

/** Two of them where there are two: what cannot be taken back is not for one captured account. */
function needsTwoAdministrators(roster: Roster, signers: readonly string[]): RosterRefusal | null {
	const all = administrators(roster)
	const agreeing = all.filter(({ signingKey }) => signers.includes(signingKey)).length
	if (agreeing === 0) return 'needs-administrator'
	return all.length >= 2 && agreeing < 2 ? 'needs-two-administrators' : null
}

function signedByMember(roster: Roster, id: string, signers: readonly string[]): boolean {
	return signers.some((key) => memberByKey(roster, key)?.id === id)
}
