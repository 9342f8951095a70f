import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { partBytesToSign } from '#contract/signed-bytes.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { mostUnanswered } from '#server/usecases/limits.ts'
import { threadSignedFor } from '#server/usecases/prove-mailbox.ts'
import { checkHeader, fastHash } from '#server/usecases/sealed-bytes.ts'
import { demandRoom, demandRoomForLater } from '#server/usecases/space.ts'
import { LARGEST_FILE, PART_SIZE } from '#vault/outside/format.ts'

/** One part for the header and tags a sealed file has more than its content. */
const MOST_PARTS = LARGEST_FILE / PART_SIZE + 1

/** One part of a sealed file; repeating it changes nothing. */
export async function sendPart(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, file, part, parts, signature }: Ask<'sendPart'>,
	bytes: Uint8Array,
): Promise<Tell<'sendPart'>> {
	checkPlace({ part, parts }, bytes.length)
	if (part === 0) checkHeader(bytes)
	const hash = fastHash(bytes)
	const toSign = partBytesToSign(desk.hash, mailbox, { file, part, parts }, hash)
	const signed = { mailbox, key: 'proofKey', purpose: 'file-part', bytes: toSign, signature } as const
	const thread = await threadSignedFor(instance, desk, signed)
	// Files of threads nobody has opened never use the space kept for people who return.
	if (thread.kept !== null) await demandRoomForLater(instance, bytes.length)
	else await demandRoom(instance, thread.head === null ? 'first-message' : 'opened-thread', bytes.length)
	await instance.store.write('storePart', {
		desk: desk.id,
		thread: thread.id,
		file,
		part,
		parts,
		hash,
		day: todayOf(instance),
		bytes,
		mostUnanswered: mostUnanswered(thread),
	})
	return { hash }
}

/** Every part but the last has exactly the agreed size. */
function checkPlace({ part, parts }: { part: number; parts: number }, size: number): void {
	if (parts > MOST_PARTS) throw new Refused('too-large')
	if (part >= parts) throw new Refused('malformed', 'part')
	const fits = part === parts - 1 ? size > 0 && size <= PART_SIZE : size === PART_SIZE
	if (!fits) throw new Refused('malformed', 'size')
}
