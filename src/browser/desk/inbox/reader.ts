import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import type { AgeIdentity } from '#vault/envelope.ts'
import type { Roster } from '#domain/roster/roster.ts'

/** The member at the keyboard, with everything needed to read and write threads. */
export type Reader = {
	member: string
	secret: MemberSecret
	/** Opens messages sealed to this member and the rings they are named in. */
	identity: AgeIdentity
	roster: Roster
	/** The roster after each of its entries, so that an author is judged by the roster of that time. */
	history: readonly Roster[]
}

export function readerOf(
	member: string,
	secret: MemberSecret,
	rosters: { roster: Roster; history: readonly Roster[] },
): Reader {
	return { member, secret, identity: memberIdentity(secret), ...rosters }
}
