import type { Ask, Tell } from '#contract/endpoints.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { MOST_UNANSWERED } from '#server/usecases/limits.ts'
import { envelopeSignedFor } from '#server/usecases/prove-mailbox.ts'
import { demandRoom, returningStorer } from '#server/usecases/space.ts'

/** A further message of a person. It is taken in whether the team is open or not. */
export async function writeAgain(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, signature, urgent }: Ask<'write'>,
	envelope: Uint8Array,
): Promise<Tell<'write'>> {
	const signed = { mailbox, key: 'proofKey', purpose: 'message', signature } as const
	const { hash, thread } = await envelopeSignedFor(instance, desk, signed, envelope)
	await demandRoom(instance, returningStorer(thread), envelope.length)
	await instance.store.write('storeMessage', {
		desk: desk.id,
		thread: thread.id,
		hash,
		day: todayOf(instance),
		envelope,
		mostUnanswered: MOST_UNANSWERED,
		urgent: urgent === true,
	})
	return { hash }
}
