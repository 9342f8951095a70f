import { Refused } from '#contract/refusals.ts'
import { findThread, isReaderOf, type StoredThread } from '#server/storage/reads/threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

/**
 * A thread this member may read: one nobody has opened yet, if they open what comes in, or one whose newest ring is
 * sealed to them.
 * @throws Refused `not-found` or `not-a-reader`
 */
export async function readableThread(
	instance: Instance,
	{ desk, me }: SignedIn,
	mailbox: string,
): Promise<StoredThread> {
	const thread = await findThread(instance.store.read, desk.id, mailbox)
	if (thread?.proofKey == null) throw new Refused('not-found')
	const mayRead =
		thread.ring === null
			? me.roles.includes('triage')
			: await isReaderOf(instance.store.read, thread.id, thread.ring, me.id)
	if (!mayRead) throw new Refused('not-a-reader')
	return thread
}
