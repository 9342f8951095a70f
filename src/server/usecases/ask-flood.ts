import type { Ask, Tell } from '#contract/endpoints.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { newChallenge } from '#server/usecases/challenges.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { FLOOD_SECONDS } from '#server/usecases/limits.ts'
import { bitsForLater, demandedBits, usedShare } from '#server/usecases/space.ts'

/** What a first message, or a first thing kept for later, has to bring along at the moment. */
export async function askFlood(
	instance: Instance,
	desk: StoredDesk,
	{ what: store }: Ask<'flood'>,
): Promise<Tell<'flood'>> {
	const bits = store === 'first' ? demandedBits(await usedShare(instance)) : await bitsForLater(instance)
	if (bits === null) return { proof: null, full: true }
	if (bits === 0) return { proof: null, full: false }
	const what = { purpose: 'flood', desk: desk.hash, mailbox: null } as const
	const challenge = newChallenge(instance, what, FLOOD_SECONDS, bits)
	return { proof: { challenge, bits, seconds: FLOOD_SECONDS }, full: false }
}
