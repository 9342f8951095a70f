import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Ask, Tell } from '#contract/endpoints.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { Refused } from '#contract/refusals.ts'
import type { Member, Roster } from '#domain/roster/roster.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { findAccount, findSession, type Session } from '#server/storage/reads/members.ts'
import { base64urlOf } from '#server/usecases/base64url.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'

/** Stands in where there is no such login. Nothing hashes to it. */
const NOBODYS_AUTH = '0'.repeat(64)

/** Hands a member their locked key-ring and a session. */
export async function signIn(
	instance: Instance,
	desk: StoredDesk,
	{ login, auth, way }: Ask<'openSession'>,
): Promise<Tell<'openSession'>> {
	const account = await findAccount(instance.store.read, desk.id, login)
	const expected = way === 'passphrase' ? account?.passphraseAuth : account?.sheetAuth
	const fits = timingSafeEqual(Buffer.from(hashedSecret(auth)), Buffer.from(expected ?? NOBODYS_AUTH))
	if (account === null || !fits) throw new Refused('wrong-proof')
	// An invited person whom the roster does not name yet.
	if (account.active === 0) throw new Refused('not-allowed')
	const token = randomBytes(32).toString('hex')
	await instance.store.write('openSession', {
		token: hashedSecret(token),
		account: account.account,
		day: todayOf(instance),
	})
	return {
		token,
		member: account.member,
		keyring: base64urlOf(account.keyring),
	}
}

/** Who calls: a member with a session, as the roster knows them. */
export type SignedIn = { desk: StoredDesk; session: Session; roster: Roster; me: Member }

/** @throws Refused unless the token is that of a session of a member of this desk. */
export async function signedIn(
	instance: Instance,
	desk: StoredDesk,
	token: string | null,
): Promise<SignedIn> {
	if (token === null) throw new Refused('not-signed-in')
	const session = await findSession(instance.store.read, hashedSecret(token), todayOf(instance))
	if (session?.desk !== desk.id) throw new Refused('not-signed-in')
	const roster = await currentRoster(instance.rosters, desk)
	const me = roster.members.find(({ id }) => id === session.member)
	if (me === undefined) throw new Refused('not-signed-in')
	return { desk, session, roster, me }
}

export async function signOut(instance: Instance, { session }: SignedIn): Promise<void> {
	await instance.store.write('endSession', { token: session.token })
}
