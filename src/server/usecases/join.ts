import { randomBytes } from 'node:crypto'
import type { Ask, Tell } from '#contract/endpoints.ts'
import { hashedSecret, memberIdOf } from '#contract/hashed-secret.ts'
import { Refused } from '#contract/refusals.ts'
import { readJoinRequest } from '#contract/roster-text.ts'
import { addDays } from '#domain/days.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { joinsOf } from '#server/storage/reads/members.ts'
import { accountOf } from '#server/usecases/account.ts'
import { base64urlOf, bytesFromBase64url } from '#server/usecases/base64url.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { INVITATION_DAYS } from '#server/usecases/limits.ts'
import { columnsOf, signedTextOf } from '#server/usecases/read-roster.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { signersOf } from '#vault/outside/signed-text.ts'

// How somebody becomes a member: an administrator invites, the invited person leaves public keys, the roster names
// them (add-to-roster.ts) or an administrator turns them away.

export async function invite(instance: Instance, { desk }: SignedIn): Promise<Tell<'invite'>> {
	const token = randomBytes(32).toString('hex')
	const day = todayOf(instance)
	await instance.store.write('putInvitation', {
		desk: desk.id,
		token: hashedSecret(token),
		day,
		until: addDays(day, INVITATION_DAYS),
	})
	return { token }
}

/** Repeating it with the same keys gives the same answer. */
export async function join(
	instance: Instance,
	desk: StoredDesk,
	{ token, request, name, ...membership }: Ask<'join'>,
): Promise<Tell<'join'>> {
	const read = readJoinRequest(request.text)
	if (read?.desk !== desk.hash) throw new Refused('malformed', 'request')
	if (!signersOf(request, 'join-request').includes(read.signingKey))
		throw new Refused('malformed', 'signature of the request')
	const member = memberIdOf(read.signingKey)
	await instance.store.write('storeJoin', {
		desk: desk.id,
		token: hashedSecret(token),
		day: todayOf(instance),
		account: accountOf(member, membership),
		request: columnsOf(request),
		name: bytesFromBase64url(name),
	})
	return { member }
}

export async function listJoins(instance: Instance, { desk }: SignedIn): Promise<Tell<'joins'>> {
	const joins = await joinsOf(instance.store.read, desk.id)
	return {
		joins: joins.map(({ member, name, ...request }) => ({
			member,
			request: signedTextOf(request),
			name: base64urlOf(name),
		})),
	}
}

export async function refuseJoin(instance: Instance, { desk }: SignedIn, member: string): Promise<void> {
	await instance.store.write('refuseJoin', { desk: desk.id, member })
}
