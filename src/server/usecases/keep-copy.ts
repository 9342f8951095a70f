import type { Ask, Tell } from '#contract/endpoints.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { MOST_UNANSWERED } from '#server/usecases/limits.ts'
import { envelopeSignedFor } from '#server/usecases/prove-mailbox.ts'
import { demandRoom, returningStorer } from '#server/usecases/space.ts'

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
	await demandRoom(instance, returningStorer(thread), envelope.length)
	await instance.store.write('storeCopy', {
		desk: desk.id,
		thread: thread.id,
		hash,
		envelope,
		mostUnanswered: MOST_UNANSWERED,
	})
	return { hash }
}
