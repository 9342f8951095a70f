import type { Correction } from '#contract/corrections.ts'
import type { Day } from '#domain/days.ts'
import type { Attendance } from '#domain/notices/attendance.ts'
import type { Card, Label } from '#domain/roster/roster.ts'
import type { SignedText } from '#vault/outside/signed-text.ts'

/** A team as every visitor may see it: what it says of itself, and how many read. */
export type PublicDesk = {
	/** Hash of the first roster entry, 64 hex characters. */
	desk: string
	card: Card
	/** Members new messages are locked for. */
	members: number
	/** How many of those members do what. */
	labels: Record<Label, number>
	/** Whether the team may give a text to an interpreter. */
	interpreters: boolean
	/** Their age recipients, and that of the team's recovery key. */
	recipients: readonly string[]
	/** Day on which a member last opened the inbox; null before the first time. */
	lastRead: Day | null
	/** Whether the team looks as it promised; while it is absent, intake is closed. */
	attendance: Attendance
	intake: 'open' | 'closed'
	/** The team ends: until when answers can be collected; null when it does not. */
	ends: Day | null
	/** Day on which it ended; null while it stands. */
	closed: Day | null
}

/** What public pages may ask of the server they run in. */
export type PublicInstance = {
	desks(): Promise<PublicDesk[]>
	/** The signed list of who reads and its newest statement; null when no such team is here. */
	roster(desk: string): Promise<PublicRoster | null>
	/** What the page that works from a file is made of. */
	offline: OfflineParts
	/** An instance with fictional messages, which nobody reads. */
	demo: boolean
	/** What the host of this site knows better than the guide, and what holds today. */
	corrections(): readonly Correction[]
	/** Addresses of the door without script, each with the name of the public address it stands beside. */
	plainDoors: readonly string[]
	/** SHA-256 of the manifest of the pages this server hands out, 64 hex characters. */
	release: string
}

export type PublicRoster = { entries: SignedText[]; statement: SignedText | null }

/** A page as it goes over the line, packed. */
export type KeptPage = { headers: readonly [string, string][]; bytes: Uint8Array<ArrayBuffer> }

/** Code and look of the page that works from a file; the same for every team, language and host of a release. */
export type OfflineParts = { script: string; style: string }
