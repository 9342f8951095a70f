import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { addDays } from '#domain/days.ts'
import { entryAuthors, findThreads, messagesWith } from '#server/storage/reads/threads.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { ORIGINAL_DAYS } from '#server/usecases/limits.ts'
import { readableThread } from '#server/usecases/readable-thread.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

// What members may remove. Each answer is given only after the bytes are overwritten, where the engine can do that.

/**
 * Removes originals that the journal holds. The server cannot read what an entry says, so it demands what it can see:
 * since the message came, entries of two members, and seven days.
 */
export async function retireOriginals(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
	{ hashes }: Ask<'retireOriginal'>,
): Promise<Tell<'retireOriginal'>> {
	const thread = await readableThread(instance, call, mailbox)
	const messages = await messagesWith(instance.store.read, thread.id, hashes)
	if (messages.length !== new Set(hashes).size) throw new Refused('not-found')
	const entries = await entryAuthors(instance.store.read, thread.id)
	const latest = addDays(todayOf(instance), -ORIGINAL_DAYS)
	for (const message of messages) {
		const authors = entries.filter(({ order }) => order > message.order).map(({ author }) => author)
		if (new Set(authors).size < 2) throw new Refused('two-needed')
		if (message.day > latest || thread.opened === null || thread.opened > latest)
			throw new Refused('too-early')
	}
	const removed = await instance.store.write('retireMessages', {
		desk: call.desk.id,
		thread: thread.id,
		hashes,
	})
	if (removed > 0) await instance.store.forget()
	return { removed }
}

/** Throws away threads nobody opened; others of the list are left alone. */
export async function discardThreads(
	instance: Instance,
	{ desk, me }: SignedIn,
	{ threads }: Ask<'discard'>,
): Promise<Tell<'discard'>> {
	if (!me.roles.includes('triage')) throw new Refused('not-allowed')
	const found = await findThreads(instance.store.read, desk.id, threads)
	const discarded = await instance.store.write('destroyThreads', {
		desk: desk.id,
		threads: found.map(({ id }) => id),
		day: todayOf(instance),
		which: 'unopened',
	})
	if (discarded > 0) await instance.store.forget()
	return { discarded }
}

/** @throws Refused `too-early` when it may go only once everything was collected, and that was not */
export async function destroyThread(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
	{ ended, when }: Ask<'destroy'>,
): Promise<Tell<'destroy'>> {
	const thread = await readableThread(instance, call, mailbox)
	const destroyed = await instance.store.write('destroyThreads', {
		desk: call.desk.id,
		threads: [thread.id],
		day: todayOf(instance),
		which: when === 'collected' ? 'collected' : 'any',
		as: ended ?? null,
	})
	if (destroyed === 0) throw new Refused('too-early')
	return { gone: await instance.store.forget() }
}
