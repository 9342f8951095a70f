import type { Ask, Tell } from '#contract/endpoints.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { MOST_UNANSWERED } from '#server/usecases/limits.ts'
import { threadSignedFor } from '#server/usecases/prove-mailbox.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import { demandRoom, returningStorer } from '#server/usecases/space.ts'

/** A further message of a person. It is taken in whether the team is open or not. */
export async function writeAgain(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, signature, urgent }: Ask<'write'>,
	envelope: Uint8Array,
): Promise<Tell<'write'>> {
	const hash = checkedEnvelope(envelope)
	const bytes = sealedBytesToSign(desk.hash, mailbox, hash)
	const signed = { mailbox, key: 'proofKey', purpose: 'message', bytes, signature } as const
	const thread = await threadSignedFor(instance, desk, signed)
	await demandRoom(instance, returningStorer(thread), envelope.length)
	await instance.store.write('storeMessage', {
		desk: desk.id,
		thread: thread.id,
		hash,
		day: todayOf(instance),
		signature,
		envelope,
		mostUnanswered: MOST_UNANSWERED,
		urgent: urgent === true,
	})
	return { hash }
}
