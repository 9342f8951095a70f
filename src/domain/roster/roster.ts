import type { ClosedCounts, Closing } from '#domain/closing/closing.ts'
import type { Day } from '#domain/days.ts'
import type { RetentionInForce } from '#domain/keeping/retention.ts'
import type { Language } from '#domain/languages.ts'

export const DESK_KINDS = ['un-office', 'civil-society', 'national-institution'] as const
export type DeskKind = (typeof DESK_KINDS)[number]

/** What a member does, as the person who writes is told; never a name. */
export const LABELS = ['coordinator', 'case-worker', 'legal-adviser', 'interpreter'] as const
export type Label = (typeof LABELS)[number]

/** `administrator` keeps the roster; `triage` opens what comes in. */
export const ROLES = ['administrator', 'triage'] as const
export type Role = (typeof ROLES)[number]

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** What a team says of itself in one language. Each text is one line, shown as it stands. */
export type CardWords = {
	language: Language
	can: readonly string[]
	/** Beside what no team here can do, which every page says anyway. */
	cannot: readonly string[]
	/** Who can force the team to hand over what it knows; empty when it has not said. */
	obliged: string
}

/** People who can act today, not part of the team. */
export type EmergencyContact = {
	name: string
	/** A telephone number or an address, as one would type it. */
	reach: string
	languages: readonly Language[]
	days: readonly Weekday[]
	/** Times of the day where they are, as "08:00"; null: day and night. */
	hours: { from: string; to: string } | null
	/** Day on which an administrator last made sure that they still answer. */
	confirmed: Day
}

/** What a team says of itself to everybody. */
export type Card = {
	name: string
	kind: DeskKind
	languages: readonly Language[]
	/** Days on which messages are read. */
	days: readonly Weekday[]
	/** Promise: first answer within so many days, 1 to 30. */
	answerWithinDays: number
	/** Where else the check words are printed, for people who compare them. */
	checkWordsAt: string
	/** At most once in each language. */
	words: readonly CardWords[]
	contacts: readonly EmergencyContact[]
}

/** A member as everybody can see them: keys and roles, no name and no login. */
export type Member = {
	/** First 16 bytes of the SHA-256 of the signing key, in hex. */
	id: string
	/** Ed25519 public key in hex. */
	signingKey: string
	/** Hybrid age recipient. */
	recipient: string
	label: Label
	roles: readonly Role[]
}

type At = { v: 1; seq: number; prev: string; day: Day }

export type RosterEntry = At &
	(
		| { kind: 'founded'; root: string; nonce: string; card: Card }
		| { kind: 'member-added'; member: Member }
		| { kind: 'member-removed'; id: string }
		| { kind: 'recovery-set'; recipient: string }
		| { kind: 'sheet-tried'; id: string }
		| { kind: 'recovery-tried' }
		| { kind: 'card-changed'; card: Card }
		| { kind: 'intake-opened' }
		| { kind: 'intake-closed' }
		| { kind: 'gap-accepted'; gaps: readonly LostEntries[] }
		| { kind: 'retention-set'; keepDays: number; backupDays: number }
		| { kind: 'closing-announced'; until: Day }
		| ({ kind: 'closed' } & ClosedCounts)
	)

/** Signed by an administrator: "this is the newest roster, until that day". */
export type RosterStatement = { v: 1; desk: string; seq: number; head: string; until: Day }

/** An entry of a journal by its place, and the hash that stands for everything up to it. */
export type Place = { seq: number; hash: string }

/** What a restored server lacks of a thread and nobody can bring back. */
export type LostEntries = {
	thread: string
	/** The newest entry a member had seen; null when only messages nobody had taken in are known to be lost. */
	known: Place | null
	/** The newest entry that is left; null when nothing is. */
	head: Place | null
}

/** Lost entries as the team accepted them. */
export type Gap = LostEntries & {
	day: Day
	/** Sequence of the roster entry that accepts it. */
	roster: number
}

export type Roster = {
	/** Hash of the first entry: the name of the desk, and the salt of its return words. */
	desk: string
	root: string
	/** Sequence and hash of the newest entry. */
	seq: number
	head: string
	card: Card
	members: readonly Member[]
	/** Ids of members who opened their key-ring by their sheet once. */
	sheetsTried: readonly string[]
	recovery: { recipient: string; tried: boolean } | null
	intake: 'open' | 'closed'
	/** How long conversations are kept. */
	retention: RetentionInForce
	/** Entries a restored server lacks; shown for ever. */
	gaps: readonly Gap[]
	/** The team has said that it ends; null when it has not, or takes messages again. */
	closing: Closing | null
	/** The team has ended. Nothing follows. */
	closed: (ClosedCounts & { day: Day }) | null
}

/** How long a statement may be relied on. */
export const STATEMENT_DAYS = 30

/** How long one is made for: a day less than readers accept, for those whose clock is a day behind the administrator's. */
export const STATED_DAYS = STATEMENT_DAYS - 1

export function administrators(roster: Roster): Member[] {
	return roster.members.filter(({ roles }) => roles.includes('administrator'))
}

/** The members new messages are locked for. */
export function triageMembers(roster: Pick<Roster, 'members'>): Member[] {
	return roster.members.filter(({ roles }) => roles.includes('triage'))
}

export function memberByKey(roster: Roster, signingKey: string): Member | null {
	return roster.members.find((member) => member.signingKey === signingKey) ?? null
}

/** The lost entries as people count them, from one; null when no entry is known to be lost. */
export function lostRange({ known, head }: LostEntries): { from: number; to: number } | null {
	const from = (head?.seq ?? -1) + 1
	return known === null || known.seq < from ? null : { from: from + 1, to: known.seq + 1 }
}
