import type { RosterFault } from '#browser/checked-roster.ts'
import { countByLabel, readersOf } from '#browser/reporter/compose-story.ts'
import { type Label, type Roster, triageMembers } from '#domain/roster/roster.ts'
import type { TeamRecord } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import type { Hash } from '#vault/outside/format.ts'

/** The signed list of who reads, as far as this device could check it. `heads`: hash of each entry, by sequence. */
export type Standing =
	{ ok: true; roster: Roster; heads: readonly Hash[] } | { ok: false; fault: RosterFault }

export type WhyNotWrite = 'list-expired' | 'list-broken' | 'list-rolled-back' | 'nobody-left'

export type WriteTo =
	| { ok: true; recipients: AgeRecipient[] }
	/** Nobody has answered, so the page cannot know whom the person left out when they first wrote. */
	| { ok: false; because: 'choose-readers' }
	| { ok: false; because: WhyNotWrite }

/**
 * Whom a further message is locked for: the key the newest authentic answer names; before the first answer, the
 * members who open messages and the team's recovery key.
 * @param leftOut kinds of work whose members must not read; null when the person has not been asked in this visit
 */
export function whereToWrite(
	standing: Standing,
	newest: TeamRecord | null,
	leftOut: readonly Label[] | null,
): WriteTo {
	const refusal = whyNotWrite(standing, newest)
	if (refusal !== null) return { ok: false, because: refusal }
	if (newest !== null) return { ok: true, recipients: [newest.recipient as AgeRecipient] }
	if (!standing.ok) return { ok: false, because: 'list-broken' }
	const { roster } = standing
	if (leftOut === null && countByLabel(triageMembers(roster)).length > 1)
		return { ok: false, because: 'choose-readers' }
	const readers = readersOf(roster, leftOut ?? [])
	if (readers.length === 0) return { ok: false, because: 'nobody-left' }
	const keys = [...readers, ...(roster.recovery === null ? [] : [roster.recovery])]
	return { ok: true, recipients: keys.map(({ recipient }) => recipient as AgeRecipient) }
}

/** Why this page must not be used to write, whatever the person chooses; null when it may. */
export function whyNotWrite(standing: Standing, newest: TeamRecord | null): WhyNotWrite | null {
	if (!standing.ok) return standing.fault.because === 'expired' ? 'list-expired' : 'list-broken'
	if (newest === null) return null
	return standing.heads[newest.roster.seq] === newest.roster.head ? null : 'list-rolled-back'
}
