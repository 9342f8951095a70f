import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Ask, Tell } from '#contract/endpoints.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { Refused } from '#contract/refusals.ts'
import type { Member, Roster } from '#domain/roster/roster.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import {
	type Account,
	findAccount,
	findPasskey,
	findSession,
	type Session,
} from '#server/storage/reads/members.ts'
import { isTravelling } from '#server/storage/reads/travels.ts'
import { base64urlOf } from '#server/usecases/base64url.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Stands in where there is no such login. Nothing hashes to it. */
const NOBODYS_AUTH = '0'.repeat(64)

/** Hands a member their locked key-ring and a session. */
export async function signIn(
	instance: Instance,
	desk: StoredDesk,
	asked: Ask<'openSession'>,
): Promise<Tell<'openSession'>> {
	const door = await findDoor(instance, desk, asked)
	const expected = door?.auth ?? NOBODYS_AUTH
	const fits = timingSafeEqual(Buffer.from(hashedSecret(asked.auth)), Buffer.from(expected))
	if (door === null || !fits) throw new Refused('wrong-proof')
	// An invited person whom the roster does not name yet.
	if (door.active === 0) throw new Refused('not-allowed')
	if (await isTravelling(instance.store.read, door.account)) throw new Refused('keys-with-colleagues')
	const token = randomBytes(32).toString('hex')
	await instance.store.write('openSession', {
		token: hashedSecret(token),
		account: door.account,
		day: todayOf(instance),
	})
	return { token, member: door.member, keyring: base64urlOf(door.keyring), passkey: door.passkey }
}

/** What stands behind a login name or a passkey: whose it is, the hash of the word that opens, what is handed out. */
type Door = Pick<Account, 'account' | 'member' | 'active' | 'keyring'> & {
	auth: Hash
	passkey: Tell<'openSession'>['passkey']
}

async function findDoor(
	{ store }: Instance,
	desk: StoredDesk,
	asked: Ask<'openSession'>,
): Promise<Door | null> {
	if (asked.way === 'passkey') {
		const found = await findPasskey(store.read, desk.id, asked.passkey)
		if (found === null) return null
		const passkey = { keyring: base64urlOf(found.keyring), note: base64urlOf(found.note) }
		return { ...found, keyring: found.memberKeyring, passkey }
	}
	const account = await findAccount(store.read, desk.id, asked.login)
	if (account === null) return null
	const auth = asked.way === 'passphrase' ? account.passphraseAuth : account.sheetAuth
	return { ...account, auth, passkey: null }
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
