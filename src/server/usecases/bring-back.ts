import type * as v from 'valibot'
import type { Ask, Tell } from '#contract/endpoints.ts'
import type { broughtMessage } from '#contract/member-endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import type { BroughtMessage } from '#server/storage/commands/bring-back-messages.ts'
import { entryAt, findThread, type StoredThread } from '#server/storage/reads/threads.ts'
import { hasMessages } from '#server/storage/reads/known-threads.ts'
import type { Store } from '#server/storage/store.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { isReceiptFor } from '#server/usecases/receipts.ts'
import { demandRoom } from '#server/usecases/space.ts'
import { entryHash } from '#vault/outside/chain.ts'

// [Note: bringing back] A server restored from a backup lacks what came after it. Members' devices keep, locked, what
// they read (browser/desk/kept), ask what is lacking here and bring it. Messages carry the server's own receipt, entries
// their author's signature, so that it does not matter who brings them; entries come back through `append`.

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

/** Takes messages of one thread back that this server once gave its receipt for. The first brings the thread's keys. */
export async function bringBack(
	instance: Instance,
	{ desk, roster }: SignedIn,
	mailbox: string,
	frames: readonly BroughtFrame[],
): Promise<Tell<'bringBack'>> {
	if (roster.closed !== null) throw new Refused('roster-refuses', 'closed')
	const [opening, ...more] = frames.flatMap(({ head }) => head.keys ?? [])
	if (more.length > 0) throw new Refused('malformed', 'keys')
	const thread = await findThread(instance.store.read, desk.id, mailbox)
	if (thread === null ? opening === undefined : thread.proofKey === null) throw new Refused('not-found')
	const messages = frames.map((frame) => checked(instance, desk.hash, mailbox, frame))
	const size = messages.reduce((sum, { envelope }) => sum + envelope.length, 0)
	await demandRoom(instance, 'team', size)
	const keys = thread === null ? (opening ?? null) : null
	const stored = await instance.store.write('bringBackMessages', {
		desk: desk.id,
		day: todayOf(instance),
		mailbox,
		keys,
		messages,
	})
	return { stored }
}

function checked(
	instance: Instance,
	desk: string,
	mailbox: string,
	{ head, bytes: envelope }: BroughtFrame,
): BroughtMessage {
	const { hash, day, keys } = head
	if (checkedEnvelope(envelope) !== hash) throw new Refused('malformed', 'hash')
	if (!isReceiptFor(instance, desk, mailbox, head)) throw new Refused('wrong-proof')
	return { hash, day, first: keys !== null, envelope }
}
