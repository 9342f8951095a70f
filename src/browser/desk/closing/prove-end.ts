import { callServer } from '#browser/desk/call-desk.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { addSigned, nextEntry, refusalOfSigned, RosterRefuses } from '#browser/desk/write-roster.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import type { Day } from '#domain/days.ts'
import { type Member, memberByKey } from '#domain/roster/roster.ts'
import { countersign, signersOf, type SignedText, signText } from '#vault/outside/signed-text.ts'

/**
 * Signs that the team has ended, or leaves that for a second administrator where there is one.
 * @throws RosterRefuses, Refused, LineCut
 */
export async function signEnd(
	open: OpenDesk,
	{ destroyed, told, collected, handedOver }: ClosedCounts,
	today: Day,
): Promise<{ open: OpenDesk; done: 'closed' | 'proposed' }> {
	const change = { kind: 'closed', destroyed, told, collected, handedOver } as const
	const signed = signText(nextEntry(open.roster, change, today), 'roster-entry', [open.secret.sign])
	if (refusalOfSigned(open.roster, signed) !== 'needs-two-administrators')
		return { open: await addSigned(open, signed, today), done: 'closed' }
	await callServer('propose', { entry: signed }, { at: { desk: open.desk }, token: open.token })
	return { open, done: 'proposed' }
}

/** An end that waits for a second administrator. */
export type ProposedEnd = { signed: SignedText; counts: ClosedCounts; by: Member[] }

/** The newest one that can still become the next entry; null when there is none. */
export async function fetchProposedEnd({ desk, token, roster }: OpenDesk): Promise<ProposedEnd | null> {
	const { proposals } = await callServer('proposals', null, { at: { desk }, token })
	const ends = proposals.flatMap((signed): ProposedEnd[] => {
		const entry = readRosterEntry(signed.text)
		if (entry?.kind !== 'closed' || refusalOfSigned(roster, signed) !== 'needs-two-administrators') return []
		const by = signersOf(signed, 'roster-entry').flatMap((key) => memberByKey(roster, key) ?? [])
		return [{ signed, counts: entry, by }]
	})
	return ends.at(-1) ?? null
}

/** Adds this administrator's signature. The server compares the numbers with its own once more. */
export async function agreeToEnd(open: OpenDesk, { signed, by }: ProposedEnd, today: Day): Promise<OpenDesk> {
	if (by.some(({ id }) => id === open.me.id)) throw new RosterRefuses('needs-two-administrators')
	return addSigned(open, countersign(signed, 'roster-entry', open.secret.sign), today)
}
