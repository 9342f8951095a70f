import { Refused } from '#contract/refusals.ts'
import { readRosterStatement } from '#contract/roster-text.ts'
import type { Day } from '#domain/days.ts'
import { refusalOfStatement } from '#domain/roster/judge-statement.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { type SignedText, signersOf } from '#vault/outside/signed-text.ts'

/**
 * Until when a statement says that `roster` is current.
 * @throws Refused with the reason of the domain
 */
export function statementEnd(roster: Roster, signed: SignedText, today: Day): Day {
	const statement = readRosterStatement(signed.text)
	if (statement === null) throw new Refused('malformed', 'statement')
	const refusal = refusalOfStatement(roster, statement, signersOf(signed, 'roster-statement'), today)
	if (refusal !== null) throw new Refused('roster-refuses', refusal)
	return statement.until
}
