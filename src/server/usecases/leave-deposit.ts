import type { Ask, Tell } from '#contract/endpoints.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { MOST_WAITING } from '#server/usecases/limits.ts'
import { envelopeSignedFor } from '#server/usecases/prove-mailbox.ts'
import { demandRoom } from '#server/usecases/space.ts'

/** An answer of the team for the person alone. No session is asked for, so that nothing says who left it. */
export async function leaveDeposit(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, signature }: Ask<'deposit'>,
	envelope: Uint8Array,
): Promise<Tell<'deposit'>> {
	const signed = { mailbox, key: 'depositKey', purpose: 'deposit', signature } as const
	const { hash, thread } = await envelopeSignedFor(instance, desk, signed, envelope)
	// The person holds the same key, so this is not the team's own room.
	await demandRoom(instance, 'opened-thread', envelope.length)
	await instance.store.write('storeDeposit', {
		desk: desk.id,
		thread: thread.id,
		hash,
		day: todayOf(instance),
		envelope,
		mostWaiting: MOST_WAITING,
	})
	return { hash }
}
