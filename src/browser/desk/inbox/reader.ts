import { checkChain } from '#browser/checked-roster.ts'
import { type OpenDesk, UnlockRefused } from '#browser/desk/open-desk.ts'
import { type Roster, triageMembers } from '#domain/roster/roster.ts'
import type { AgeIdentity, OpeningKey } from '#vault/envelope.ts'
import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { identityFromPlace } from '#vault/placed-identity.ts'

/** What {@link readerOf} needs; it can be handed to a worker. */
export type ReaderKeys = {
	member: string
	secret: MemberSecret
	roster: Roster
	/** The roster after each of its entries, so that an author is judged by the roster of that time. */
	history: readonly Roster[]
}

/** The member at the keyboard, with everything needed to read and write threads. */
export type Reader = ReaderKeys & {
	identity: AgeIdentity
	/** Opens messages sealed to this member and the rings they are named in; the likeliest place is tried first. */
	identities: readonly OpeningKey[]
}

export function readerOf(keys: ReaderKeys): Reader {
	const identity = memberIdentity(keys.secret)
	const place = triageMembers(keys.roster).findIndex(({ id }) => id === keys.member)
	return { ...keys, identity, identities: [identityFromPlace(keys.secret.age, place === -1 ? null : place)] }
}

/**
 * What an unlocked desk gives to read with.
 * @throws UnlockRefused when the roster it holds does not hold together
 */
export function readerKeysOf({ desk, entries, me, secret }: OpenDesk): ReaderKeys {
	const chain = checkChain(desk, entries)
	if (!chain.ok) throw new UnlockRefused('roster-broken', chain.fault)
	return { member: me.id, secret, roster: chain.roster, history: chain.history }
}
