import type * as v from 'valibot'
import type { Ask, Tell } from '#contract/endpoints.ts'
import type { broughtMessage } from '#contract/member-endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { BroughtMessage } from '#server/storage/commands/bring-back-messages.ts'
import { entryAt, findThread, type StoredThread } from '#server/storage/reads/threads.ts'
import { hasMessages } from '#server/storage/reads/known-threads.ts'
import type { Store } from '#server/storage/store.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { demandRoom } from '#server/usecases/space.ts'
import { entryHash } from '#vault/outside/chain.ts'
import { isSignedBy, type SigningKey } from '#vault/outside/signature.ts'

// [Note: bringing back] A server restored from a backup lacks what came after it. Members' devices keep, locked, what
// they read (browser/desk/kept), ask what is lacking here and bring it. Messages carry the person's signature, entries
// their author's, so that it does not matter who brings them; entries come back through `append`.

/** The threads a device knows more of than is stored here. */
export async function listLacking(
	{ store }: Instance,
	{ desk }: SignedIn,
	{ known }: Ask<'lacking'>,
): Promise<Tell<'lacking'>> {
	const lacking: Tell<'lacking'>['lacking'] = []
	for (const one of known) {
		const thread = await findThread(store.read, desk.id, one.thread)
		if (thread === null) lacking.push({ thread: one.thread, is: 'unknown' })
		else if (thread.proofKey === null) lacking.push({ thread: one.thread, is: 'destroyed' })
		else if (!(await isAsKnown(store, thread, one))) lacking.push({ thread: one.thread, is: 'older' })
	}
	return { lacking }
}

async function isAsKnown(
	{ read }: Store,
	thread: StoredThread,
	{ messages, head }: Ask<'lacking'>['known'][number],
): Promise<boolean> {
	const entry = head === null ? null : await entryAt(read, thread, head.seq)
	if (head !== null && (entry === null || entryHash(entry) !== head.hash)) return false
	return hasMessages(read, thread.id, messages)
}

export type BroughtFrame = { head: v.InferOutput<typeof broughtMessage>; bytes: Uint8Array }

/** Takes messages of one thread back. The first message of a thread brings its keys; later ones are signed by them. */
export async function bringBack(
	instance: Instance,
	{ desk }: SignedIn,
	mailbox: string,
	frames: readonly BroughtFrame[],
): Promise<Tell<'bringBack'>> {
	const [opening, ...more] = frames.flatMap(({ head }) => head.keys ?? [])
	if (more.length > 0) throw new Refused('malformed', 'keys')
	const thread = await findThread(instance.store.read, desk.id, mailbox)
	// Where the thread is there, its own keys count, whatever else is brought.
	const proofKey = thread === null ? opening?.proofKey : thread.proofKey
	if (proofKey == null) throw new Refused('not-found')
	const messages = frames.map((frame) => checked(instance, desk.hash, mailbox, proofKey, frame))
	const size = messages.reduce((sum, { envelope }) => sum + envelope.length, 0)
	await demandRoom(instance, 'team', size)
	const keys = thread === null ? (opening ?? null) : null
	const stored = await instance.store.write('bringBackMessages', { desk: desk.id, mailbox, keys, messages })
	return { stored }
}

function checked(
	instance: Instance,
	desk: string,
	mailbox: string,
	proofKey: SigningKey,
	{ head: { hash, day, keys, signature }, bytes: envelope }: BroughtFrame,
): BroughtMessage {
	if (checkedEnvelope(envelope) !== hash) throw new Refused('malformed', 'hash')
	if (day > todayOf(instance)) throw new Refused('malformed', 'day')
	if ((keys === null) === (signature === null)) throw new Refused('malformed', 'signature')
	if (signature !== null) {
		const signed = sealedBytesToSign(desk, mailbox, hash)
		if (!isSignedBy(proofKey, 'message', signed, signature)) throw new Refused('wrong-proof')
	}
	return { hash, day, signature, envelope }
}
