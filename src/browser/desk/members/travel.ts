import { callServer } from '#browser/desk/call-desk.ts'
import { fromBase64url, toBase64url } from '#browser/desk/bytes-as-text.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { type AgeRecipient, open as openEnvelope, seal, SealBroken } from '#vault/envelope.ts'
import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { hashOf } from '#vault/outside/format.ts'

// [Note: travelling] The key-ring stays locked for passphrase and sheet, inside. Outside it is locked once more for
// colleagues. The traveller can then be made to say everything they know and nothing opens; a colleague alone opens
// nothing either. A server or a backup that kept the key-ring from before undoes this, and the page says so.

/** Locks a key-ring once more, for keepers. */
export function lockForKeepers(
	keyring: Uint8Array,
	keepers: readonly string[],
	{ members }: Roster,
): Promise<Uint8Array> {
	const recipients = members.filter(({ id }) => keepers.includes(id)).map(({ recipient }) => recipient)
	return seal(
		keyring,
		recipients.map((recipient) => recipient as AgeRecipient),
	)
}

/**
 * Leaves the member's keys with colleagues. From the answer on nobody is signed in as this member, and nobody can be.
 * @throws Refused, LineCut
 */
export async function leaveKeys(open: OpenDesk, keepers: readonly string[]): Promise<void> {
	const { desk, token, keyring, roster } = open
	const locked = await lockForKeepers(keyring, keepers, roster)
	await callServer(
		'beginTravel',
		{ keyring: toBase64url(locked), inner: hashOf(keyring), keepers: [...keepers] },
		{ at: { desk }, token },
	)
}

/** A colleague whose keys this member keeps. */
export type Kept = { member: string; day: Day; keyring: Uint8Array }

export async function fetchKept({ desk, token }: OpenDesk): Promise<Kept[]> {
	const { travels } = await callServer('travels', null, { at: { desk }, token })
	return travels.map(({ member, day, keyring }) => ({ member, day, keyring: fromBase64url(keyring) }))
}

/** Takes the outer lock off; what is inside stays locked for the traveller. @throws SealBroken */
export async function takeOffOuterLock(keyring: Uint8Array, secret: MemberSecret): Promise<Uint8Array> {
	const inner = await openEnvelope(keyring, [memberIdentity(secret)])
	if (inner === null) throw new SealBroken('these keys were left with somebody else')
	return inner
}

/**
 * Gives a colleague their keys back: as they were, still locked for the passphrase and sheet that only they have.
 * @throws SealBroken, Refused, LineCut
 */
export async function giveKeysBack(open: OpenDesk, { member, keyring }: Kept): Promise<void> {
	const { desk, token, secret } = open
	const inner = await takeOffOuterLock(keyring, secret)
	await callServer('endTravel', { keyring: toBase64url(inner) }, { at: { desk, member }, token })
}
