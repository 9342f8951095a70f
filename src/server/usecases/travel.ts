import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { refusalToTravel } from '#domain/roster/travel.ts'
import { type Travel, travelsOf } from '#server/storage/reads/travels.ts'
import { sealedText } from '#server/usecases/account.ts'
import { base64urlOf } from '#server/usecases/base64url.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { hashOf } from '#vault/outside/format.ts'

// [Note: travel] A traveller's key-ring is locked once more, for colleagues who can take off that outer lock and not
// the inner one. The server keeps the hash of the inner key-ring, so that what a keeper brings is what was left.

/** Locks the caller out until a keeper brings the key-ring back. */
export async function beginTravel(
	instance: Instance,
	{ session, roster, me }: SignedIn,
	{ keyring, inner, keepers }: Ask<'beginTravel'>,
): Promise<void> {
	const refusal = refusalToTravel(roster, me.id, keepers)
	if (refusal !== null) throw new Refused('not-allowed', refusal)
	await instance.store.write('beginTravel', {
		account: session.account,
		day: todayOf(instance),
		keyring: sealedText(keyring),
		inner,
		keepers,
	})
	await instance.store.forget()
}

/** Whose keys the caller keeps. */
export async function listTravels({ store }: Instance, { desk, me }: SignedIn): Promise<Tell<'travels'>> {
	const kept = (await travelsOf(store.read, desk.id)).filter(({ keepers }) => keepers.includes(me.id))
	return { travels: kept.map(({ member, day, keyring }) => ({ member, day, keyring: base64urlOf(keyring) })) }
}

/** Puts a traveller's key-ring back as it was. @throws Refused `not-found` to all but the keepers */
export async function endTravel(
	instance: Instance,
	call: SignedIn,
	traveller: string,
	{ keyring: text }: Ask<'endTravel'>,
): Promise<void> {
	const travel = await keptFrom(instance, call, traveller)
	const keyring = sealedText(text)
	if (hashOf(keyring) !== travel.inner) throw new Refused('malformed', 'keyring')
	await instance.store.write('endTravel', { account: travel.account, keyring })
	await instance.store.forget()
}

async function keptFrom({ store }: Instance, { desk, me }: SignedIn, traveller: string): Promise<Travel> {
	const travels = await travelsOf(store.read, desk.id)
	const travel = travels.find(({ member, keepers }) => member === traveller && keepers.includes(me.id))
	if (travel === undefined) throw new Refused('not-found')
	return travel
}
