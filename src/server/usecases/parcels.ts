import type { Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { addDays } from '#domain/days.ts'
import { interpretersOf } from '#domain/roster/interpreters.ts'
import { TRANSLATION_DAYS } from '#domain/threads/decide-translation.ts'
import { listDesks } from '#server/storage/reads/desks.ts'
import { parcelsFor, parcelsOf } from '#server/storage/reads/parcels.ts'
import type { StoredThread } from '#server/storage/reads/threads.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { MOST_PARCELS } from '#server/usecases/limits.ts'
import { readableThread } from '#server/usecases/readable-thread.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { demandRoom } from '#server/usecases/space.ts'
import { type Hash, type StanzaKind, takeApart } from '#vault/outside/format.ts'

// [Note: parcels] A text on its way to an interpreter. The server knows the thread it belongs to and the interpreter it
// is for, and tells each side only its own half. It can see that a text is locked for one key and no more.

type Shown<Head> = { head: Head; bytes: Uint8Array }

/** What lies with interpreters, and what they sent back, of a thread the caller reads. */
export async function listThreadParcels(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
): Promise<AsyncIterable<Shown<Tell<'threadParcels'>>>> {
	const thread = await readableThread(instance, call, mailbox)
	return shownToReaders(instance, thread)
}

async function* shownToReaders(
	{ store }: Instance,
	thread: StoredThread,
): AsyncGenerator<Shown<Tell<'threadParcels'>>> {
	for (const { parcel, day, returned, envelope } of await parcelsOf(store.read, thread.id))
		yield { head: { parcel, day, returned }, bytes: returned ? envelope : new Uint8Array() }
}

export async function leaveParcel(
	instance: Instance,
	call: SignedIn,
	place: { thread: string; parcel: string },
	{ to, envelope }: { to: string; envelope: Uint8Array },
): Promise<void> {
	const thread = await readableThread(instance, call, place.thread)
	if (thread.head === null) throw new Refused('not-allowed', 'not-open')
	if (!interpretersOf(call.roster).some(({ id }) => id === to)) throw new Refused('malformed', 'to')
	const hash = forOneAlone(envelope, 'hybrid')
	await demandRoom(instance, 'team', envelope.length)
	await instance.store.write('putParcel', {
		desk: call.desk.id,
		thread: thread.id,
		parcel: place.parcel,
		member: to,
		day: todayOf(instance),
		hash,
		envelope,
		most: MOST_PARCELS,
	})
}

/** The bytes are overwritten before the answer, as far as the engine can. Repeated, it changes nothing. */
export async function removeParcel(
	instance: Instance,
	call: SignedIn,
	place: { thread: string; parcel: string },
): Promise<void> {
	const thread = await readableThread(instance, call, place.thread)
	const { parcel } = place
	await instance.store.write('removeParcel', { desk: call.desk.id, thread: thread.id, parcel })
	await instance.store.forget()
}

/** What waits for the caller, who is told nothing of where it comes from. */
export async function* listParcels(
	{ store }: Instance,
	{ desk, me }: SignedIn,
): AsyncGenerator<Shown<Tell<'parcels'>>> {
	for (const { parcel, day, envelope } of await parcelsFor(store.read, desk.id, me.id))
		yield { head: { parcel, day }, bytes: envelope }
}

/** @throws Refused `not-found` alike for what was taken back, is over, or is somebody else's */
export async function returnParcel(
	instance: Instance,
	{ desk, me }: SignedIn,
	parcel: string,
	envelope: Uint8Array,
): Promise<void> {
	const hash = forOneAlone(envelope, 'x25519')
	await demandRoom(instance, 'team', envelope.length)
	await instance.store.write('returnParcel', { desk: desk.id, parcel, member: me.id, hash, envelope })
	await instance.store.forget()
}

/** Destroys texts that no interpreter sent back in time. @returns how many */
export async function endParcels(instance: Instance): Promise<number> {
	const leftBefore = addDays(todayOf(instance), -TRANSLATION_DAYS)
	let ended = 0
	for (const { id } of await listDesks(instance.store.read))
		ended += await instance.store.write('endParcels', { desk: id, leftBefore })
	if (ended > 0) await instance.store.forget()
	return ended
}

/** @throws Refused unless the envelope is addressed to exactly one key, of this kind */
function forOneAlone(envelope: Uint8Array, kind: StanzaKind): Hash {
	const hash = checkedEnvelope(envelope)
	const { recipients } = takeApart(envelope)
	if (recipients.length !== 1 || recipients[0] !== kind) throw new Refused('not-an-envelope', 'one-recipient')
	return hash
}
