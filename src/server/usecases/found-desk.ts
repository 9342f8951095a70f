import type { Ask, Tell } from '#contract/endpoints.ts'
import { hashedSecret, memberIdOf } from '#contract/hashed-secret.ts'
import { Refused } from '#contract/refusals.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import { refusalOfInterpreter } from '#domain/roster/interpreters.ts'
import { refusalOfEntry } from '#domain/roster/judge-entry.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { findDesk } from '#server/storage/reads/desks.ts'
import { accountOf } from '#server/usecases/account.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { statementEnd } from '#server/usecases/judge-statement.ts'
import { columnsOf } from '#server/usecases/read-roster.ts'
import { bytesFromBase64url } from '#server/usecases/base64url.ts'
import { type SignedText, signersOf, textHash } from '#vault/outside/signed-text.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

/** Founds a desk with its first member, who keeps its roster. */
export async function foundDesk(instance: Instance, asked: Ask<'setup'>): Promise<Tell<'setup'>> {
	const { token, entries, statement, names, ...membership } = asked
	const [founding, first] = entries
	if (founding === undefined || first === undefined) throw new Refused('malformed', 'entries')
	const desk = textHash(founding)
	// Whoever lost the answer on the way learns that the desk is there.
	if ((await findDesk(instance.store.read, desk)) !== null) return { desk }
	const roster = judged(judged(null, founding), first)
	const [member] = roster.members
	if (member === undefined) throw new Refused('roster-refuses', 'no-first-member')
	const until = statementEnd(roster, statement, todayOf(instance))
	await instance.store.write('foundDesk', {
		token: hashedSecret(token),
		hash: desk,
		entries: entries.map(columnsOf),
		statement: JSON.stringify(statement),
		until,
		first: accountOf(member.id, membership),
		names: bytesFromBase64url(names),
	})
	return { desk }
}

/**
 * The roster after an entry that arrived from outside.
 * @throws Refused with the reason of the domain.
 */
export function judged(roster: Roster | null, signed: SignedText): Roster {
	const entry = readRosterEntry(signed.text)
	if (entry === null) throw new Refused('malformed', 'entry')
	if (entry.kind === 'member-added' && entry.member.id !== memberIdOf(entry.member.signingKey as SigningKey))
		throw new Refused('malformed', 'member id')
	const signers = signersOf(signed, 'roster-entry')
	const refusal = refusalOfInterpreter(entry) ?? refusalOfEntry(roster, entry, signers)
	if (refusal === 'not-next') throw new Refused('not-the-next-entry')
	if (refusal !== null) throw new Refused('roster-refuses', refusal)
	return evolveRoster(roster, entry, textHash(signed))
}
