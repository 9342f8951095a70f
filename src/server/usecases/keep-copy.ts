import type { Ask, Tell } from '#contract/endpoints.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { mostUnanswered } from '#server/usecases/limits.ts'
import { noteOpened } from '#server/usecases/keep-later.ts'
import { envelopeSignedFor } from '#server/usecases/prove-mailbox.ts'
import { demandRoom, demandRoomForLater, returningStorer } from '#server/usecases/space.ts'

// [Note: the first copy] Only the request that opens a thread can leave a copy marked `first`, and only that mark makes
// later visits keep copies unasked. Whoever finds the words afterwards can keep copies of what they themselves send
// and read, and cannot make the person's own visits keep any.

/** Something a person sent or read and wants to see again. The server knows neither which nor what. */
export async function keepCopy(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, signature }: Ask<'keepCopy'>,
	envelope: Uint8Array,
): Promise<Tell<'keepCopy'>> {
	const signed = { mailbox, key: 'proofKey', purpose: 'copy', signature } as const
	const { hash, thread } = await envelopeSignedFor(instance, desk, signed, envelope)
	if (thread.kept === null) await demandRoom(instance, returningStorer(thread), envelope.length)
	else await demandRoomForLater(instance, envelope.length)
	await instance.store.write('storeCopy', {
		desk: desk.id,
		thread: thread.id,
		hash,
		day: todayOf(instance),
		envelope,
		mostUnanswered: mostUnanswered(thread),
	})
	await noteOpened(instance, thread)
	return { hash }
}
