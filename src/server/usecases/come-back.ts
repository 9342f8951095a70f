import type { Ask, Tell } from '#contract/endpoints.ts'
import { lastDayOf } from '#domain/keeping/retention.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { keptCopies, type StoredThread, storedParts, waitingAnswers } from '#server/storage/reads/threads.ts'
import { newChallenge } from '#server/usecases/challenges.ts'
import { retentionOf } from '#server/usecases/end-threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { noteOpened } from '#server/usecases/keep-later.ts'
import { RETURN_SECONDS } from '#server/usecases/limits.ts'
import { threadOfReturning } from '#server/usecases/prove-mailbox.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'

// What a person who holds return words can do: fetch answers, say that they were read, see how far a file
// has come, and have the copies removed that were kept for them.

/** A challenge for any mailbox, whether it exists or not. */
export function giveChallenge(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox }: Ask<'challenge'>,
): Tell<'challenge'> {
	const what = { purpose: 'return', desk: desk.hash, mailbox } as const
	return { challenge: newChallenge(instance, what, RETURN_SECONDS, 0), seconds: RETURN_SECONDS }
}

export type Answer = { head: Tell<'collect'>; bytes: Uint8Array }

export async function collectAnswers(
	instance: Instance,
	desk: StoredDesk,
	returning: Ask<'collect'>,
): Promise<AsyncIterable<Answer>> {
	const thread = await threadOfReturning(instance, desk, returning)
	await noteOpened(instance, thread)
	return answersOf(
		instance,
		thread.id,
		returning.kept === true ? await untilWhen(instance, desk, thread) : [],
	)
}

/** What is only kept for later has another term, which the person's page knows. */
async function untilWhen(
	instance: Instance,
	desk: StoredDesk,
	{ kept, moved, held }: StoredThread,
): Promise<Answer[]> {
	if (kept !== null || moved === null) return []
	const roster = await currentRoster(instance.rosters, desk)
	const last = roster.closing?.until ?? lastDayOf(await retentionOf(instance, roster), moved)
	const until = held === 0 ? last : null
	return [{ head: { kind: 'kept', until }, bytes: new Uint8Array() }]
}

async function* answersOf(
	instance: Instance,
	thread: number,
	until: readonly Answer[],
): AsyncGenerator<Answer> {
	yield* until
	for await (const { hash, first, envelope } of keptCopies(instance.store.read, thread))
		yield { head: { kind: 'copy', hash, first: first === 1 }, bytes: envelope }
	for await (const { hash, day, envelope } of waitingAnswers(instance.store.read, thread))
		yield { head: { kind: 'answer', hash, day }, bytes: envelope }
}

export async function acknowledgeAnswers(
	instance: Instance,
	desk: StoredDesk,
	returning: Ask<'acknowledge'>,
): Promise<Tell<'acknowledge'>> {
	const thread = await threadOfReturning(instance, desk, returning)
	const { hashes } = returning
	const removed = await instance.store.write('removeReadDeposits', {
		desk: desk.id,
		thread: thread.id,
		hashes,
	})
	if (removed > 0) await instance.store.forget()
	return { removed }
}

export async function listParts(
	instance: Instance,
	desk: StoredDesk,
	returning: Ask<'partsStored'>,
): Promise<Tell<'partsStored'>> {
	const thread = await threadOfReturning(instance, desk, returning)
	return { parts: await storedParts(instance.store.read, thread.id, returning.file) }
}

export async function forgetKept(
	instance: Instance,
	desk: StoredDesk,
	returning: Ask<'forgetCopies'>,
): Promise<Tell<'forgetCopies'>> {
	const thread = await threadOfReturning(instance, desk, returning)
	const which = { desk: desk.id, thread: thread.id }
	const later = await instance.store.write('destroyLater', { ...which, openedBefore: null })
	const removed = later ?? (await instance.store.write('forgetCopies', which))
	if (later !== null || removed > 0) await instance.store.forget()
	return { removed }
}
