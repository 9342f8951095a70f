import { Refused } from '#contract/refusals.ts'
import { isOrphaned } from '#domain/threads/decide-recover.ts'
import {
	findThread,
	hasFirstOriginal,
	isReaderOf,
	readersOfRing,
	type StoredThread,
} from '#server/storage/reads/threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

/**
 * A thread this member may read: one nobody has opened yet, if they open what comes in, or one whose newest ring is
 * sealed to them.
 * @throws Refused `not-found` or `not-a-reader`
 */
export async function readableThread(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
): Promise<StoredThread> {
	const thread = await existingThread(instance, call, mailbox)
	if (!(await isReadable(instance, call, thread))) throw new Refused('not-a-reader')
	return thread
}

// [Note: undoing a capture] A member who opens a thread writes the ring and could shut every colleague out. So whoever
// opens what comes in may follow a thread, and add to its journal, as long as the person's first message lies on the
// server as it was sent: their clients see the capture and open the thread anew. What is sealed stays sealed to them.

/**
 * A thread this member may read, or may still check against what the person sent.
 * @throws Refused `not-found` or `not-a-reader`
 */
export async function followedThread(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
): Promise<StoredThread> {
	const thread = await existingThread(instance, call, mailbox)
	if (await isReadable(instance, call, thread)) return thread
	const mayCheck =
		call.me.roles.includes('triage') && (await hasFirstOriginal(instance.store.read, thread.id))
	if (!mayCheck) throw new Refused('not-a-reader')
	return thread
}

async function existingThread(
	instance: Instance,
	{ desk }: SignedIn,
	mailbox: string,
): Promise<StoredThread> {
	const thread = await findThread(instance.store.read, desk.id, mailbox)
	if (thread?.proofKey == null) throw new Refused('not-found')
	return thread
}

async function isReadable(
	instance: Instance,
	{ me, roster }: SignedIn,
	thread: StoredThread,
): Promise<boolean> {
	const triage = me.roles.includes('triage')
	if (thread.ring === null) return triage
	const { read } = instance.store
	if (await isReaderOf(read, thread.id, thread.ring, me.id)) return true
	// What nobody of the team can open any more is handed to those who may hold the papers of the recovery key.
	const team = roster.members.map(({ id }) => id)
	return triage && isOrphaned(await readersOfRing(read, thread.id, thread.ring), team)
}
