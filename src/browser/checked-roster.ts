import { utf8ToBytes } from '@noble/hashes/utils.js'
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

export type CheckedRoster =
	{ ok: true; roster: Roster; statement: RosterStatement } | { ok: false; fault: RosterFault }

// [Note: roster] Nobody's key is taken on the server's word. The page recomputes the whole signed chain from the
// first entry, whose hash is the desk's name, and accepts it only under a statement that is still valid today.

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
	let roster: Roster | null = null
	for (const [seq, signed] of entries.entries()) {
		const entry = readRosterEntry(signed.text)
		if (entry === null) return refuse({ because: 'unreadable', seq })
		const refusal = refusalOfEntry(roster, entry, signersOf(signed, 'roster-entry'))
		if (refusal !== null) return refuse({ because: refusal, seq })
		roster = evolveRoster(roster, entry, textHash(signed))
	}
	if (roster?.desk !== desk) return refuse({ because: 'other-desk' })
	return underStatement(roster, statement, today)
}

function underStatement(roster: Roster, signed: SignedText | null, today: Day): CheckedRoster {
	const statement = signed === null ? null : readRosterStatement(signed.text)
	if (signed === null || statement === null) return refuse({ because: 'no-statement' })
	const refusal = refusalOfStatement(roster, statement, signersOf(signed, 'roster-statement'), today)
	return refusal === null ? { ok: true, roster, statement } : refuse({ because: refusal })
}

function refuse(fault: RosterFault): CheckedRoster {
	return { ok: false, fault }
}

/** Bytes a person or a team signs when leaving something in a mailbox. */
export function leavingBytes(desk: string, mailbox: string, hash: string): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, mailbox, hash]))
}
