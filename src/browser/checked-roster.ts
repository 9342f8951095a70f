import { readRosterEntry, readRosterStatement } from '#contract/roster-text.ts'
import type { Day } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import { refusalOfEntry, type RosterRefusal } from '#domain/roster/judge-entry.ts'
import { refusalOfStatement, type StatementRefusal } from '#domain/roster/judge-statement.ts'
import type { Roster, RosterStatement } from '#domain/roster/roster.ts'
import { signersOf, type SignedText, textHash } from '#vault/outside/signed-text.ts'

export type RosterFault =
	| { because: 'unreadable'; seq: number }
	| { because: RosterRefusal; seq: number }
	| { because: StatementRefusal | 'no-statement' | 'other-desk' }
	/** The team has ended: nothing follows that entry, so that it holds without a statement. */
	| { because: 'ended'; since: Day; name: string }

export type CheckedRoster =
	| { ok: true; roster: Roster; statement: RosterStatement; history: readonly Roster[] }
	| { ok: false; fault: RosterFault }

// [Note: roster] Nobody's key is taken on the server's word. The page recomputes the whole signed chain from the
// first entry, whose hash is the desk's name, and accepts it only under a statement that is still valid today. The
// statement may speak of an entry that is not the last: a member who is no administrator can add entries (a sheet
// that was tried) and cannot state. What follows a stated entry only makes the roster newer.

/**
 * Checks the chain of a roster and its newest statement.
 * @param desk hash of the first entry the caller expects
 */
export function checkRoster(
	desk: string,
	entries: readonly SignedText[],
	statement: SignedText | null,
	today: Day,
): CheckedRoster {
	const chain = checkChain(desk, entries)
	if (chain.ok && chain.roster.closed !== null) {
		const { closed, card } = chain.roster
		return refuse({ because: 'ended', since: closed.day, name: card.name })
	}
	return chain.ok ? underStatement(chain, statement, today) : chain
}

export type CheckedChain =
	| {
			ok: true
			roster: Roster
			/** The roster after each entry, by its sequence. */ history: readonly Roster[]
	  }
	| { ok: false; fault: RosterFault }

/** Checks the chain alone, for members who renew an expired statement; nobody else may rely on it. */
export function checkChain(desk: string, entries: readonly SignedText[]): CheckedChain {
	let roster: Roster | null = null
	const history: Roster[] = []
	for (const [seq, signed] of entries.entries()) {
		const entry = readRosterEntry(signed.text)
		if (entry === null) return refuse({ because: 'unreadable', seq })
		const refusal = refusalOfEntry(roster, entry, signersOf(signed, 'roster-entry'))
		if (refusal !== null) return refuse({ because: refusal, seq })
		roster = evolveRoster(roster, entry, textHash(signed))
		history.push(roster)
	}
	return roster?.desk === desk ? { ok: true, roster, history } : refuse({ because: 'other-desk' })
}

function underStatement(
	{ roster, history }: Extract<CheckedChain, { ok: true }>,
	signed: SignedText | null,
	today: Day,
): CheckedRoster {
	const statement = signed === null ? null : readRosterStatement(signed.text)
	if (signed === null || statement === null) return refuse({ because: 'no-statement' })
	const head = history[statement.seq]?.head
	if (head === undefined) return refuse({ because: 'other-head' })
	const stated = { ...roster, seq: statement.seq, head }
	const refusal = refusalOfStatement(stated, statement, signersOf(signed, 'roster-statement'), today)
	return refusal === null ? { ok: true, roster, statement, history } : refuse({ because: refusal })
}

function refuse(fault: RosterFault): { ok: false; fault: RosterFault } {
	return { ok: false, fault }
}
