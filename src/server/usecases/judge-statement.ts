import { Refused } from '#contract/refusals.ts'
import { readRosterStatement } from '#contract/roster-text.ts'
import { addDays, type Day } from '#domain/days.ts'
import { administrators, type Roster, STATEMENT_DAYS } from '#domain/roster/roster.ts'
import { type SignedText, signersOf } from '#vault/outside/signed-text.ts'

/**
 * Until when a statement says that `roster` is current.
 * @throws Refused unless an administrator signed it, it speaks of exactly this roster, and ends within 30 days.
 */
export function statementEnd(roster: Roster, signed: SignedText, today: Day): Day {
	const statement = readRosterStatement(signed.text)
	if (statement === null) throw new Refused('malformed', 'statement')
	const { desk, seq, head, until } = statement
	if (desk !== roster.desk || seq !== roster.seq || head !== roster.head)
		throw new Refused('roster-refuses', 'statement-of-another-roster')
	if (until < today || until > addDays(today, STATEMENT_DAYS))
		throw new Refused('roster-refuses', 'statement-days')
	const signers: string[] = signersOf(signed, 'roster-statement')
	if (!administrators(roster).some(({ signingKey }) => signers.includes(signingKey)))
		throw new Refused('roster-refuses', 'needs-administrator')
	return until
}
