import { addDays, type Day } from '#domain/days.ts'
import { administrators, type Roster, type RosterStatement, STATEMENT_DAYS } from '#domain/roster/roster.ts'

export type StatementRefusal = 'needs-administrator' | 'other-roster' | 'other-head' | 'expired' | 'too-long'

/**
 * Why nobody may rely on `roster` being the newest, or null when they may today.
 * @param signers keys whose signature over the statement holds, already checked
 */
export function refusalOfStatement(
	roster: Roster,
	statement: RosterStatement,
	signers: readonly string[],
	today: Day,
): StatementRefusal | null {
	if (!administrators(roster).some(({ signingKey }) => signers.includes(signingKey)))
		return 'needs-administrator'
	if (statement.desk !== roster.desk) return 'other-roster'
	if (statement.seq !== roster.seq || statement.head !== roster.head) return 'other-head'
	if (statement.until < today) return 'expired'
	return statement.until > addDays(today, STATEMENT_DAYS) ? 'too-long' : null
}
