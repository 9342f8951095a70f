import type { Ask, Tell } from '#contract/endpoints.ts'
import { type FloodProof, isProofOfWork } from '#contract/flood-proof.ts'
import { type Refusal, Refused } from '#contract/refusals.ts'
import { attendanceOf } from '#domain/notices/attendance.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { hasFirstMessage } from '#server/storage/reads/threads.ts'
import { recogniseChallenge } from '#server/usecases/challenges.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import { demandedBits, usedShare } from '#server/usecases/space.ts'

/**
 * A person's first message. Repeating it gives the same answer, even when the team has closed or space has run out
 * since: whoever lost the answer on the way must learn that the message is there.
 */
export async function tell(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, proofKey, depositKey, flood, copy: copySize, desk: lockedFor, urgent }: Ask<'tell'>,
	bytes: Uint8Array,
): Promise<Tell<'tell'>> {
	if (lockedFor !== undefined && lockedFor !== desk.hash) throw new Refused('no-such-desk')
	const { envelope, copy } = parted(bytes, copySize)
	const hash = checkedEnvelope(envelope)
	const refusal =
		(await refusalOfIntake(instance, desk)) ??
		refusalOfFlood(instance, desk, {
			mailbox,
			proof: flood,
			demanded: demandedBits(await usedShare(instance)),
		})
	if (refusal !== null) {
		if (await hasFirstMessage(instance.store.read, desk.id, mailbox, hash)) return { hash }
		throw new Refused(refusal)
	}
	const day = todayOf(instance)
	await instance.store.write('storeFirstMessage', {
		desk: desk.id,
		mailbox,
		proofKey,
		depositKey,
		hash,
		day,
		envelope,
		copy,
		urgent: urgent === true,
	})
	return { hash }
}

/** The message, and behind it what the person keeps for themselves. */
function parted(bytes: Uint8Array, copySize: number) {
	if (copySize === 0) return { envelope: bytes, copy: null }
	if (copySize >= bytes.length) throw new Refused('malformed', 'copy')
	const own = bytes.subarray(bytes.length - copySize)
	return {
		envelope: bytes.subarray(0, bytes.length - copySize),
		copy: { hash: checkedEnvelope(own), envelope: own },
	}
}

export async function refusalOfIntake(instance: Instance, desk: StoredDesk): Promise<Refusal | null> {
	const { intake, card } = await currentRoster(instance.rosters, desk)
	const today = todayOf(instance)
	const isThere = desk.statementUntil >= today && attendanceOf(card, desk, today).is !== 'absent'
	return intake === 'open' && isThere ? null : 'intake-closed'
}

/** A proof made for a harder or easier moment counts: the demand it was made for is part of its challenge. */
export function refusalOfFlood(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, proof, demanded }: { mailbox: string; proof: FloodProof | null; demanded: number | null },
): Refusal | null {
	if (demanded === null) return 'full'
	if (demanded === 0) return null
	if (proof === null) return 'proof-of-work-needed'
	const what = { purpose: 'flood', desk: desk.hash, mailbox: null } as const
	const bits = recogniseChallenge(instance, what, proof.challenge)
	if (bits === null) return 'challenge-expired'
	return isProofOfWork(proof, mailbox, bits) ? null : 'proof-of-work-needed'
}
