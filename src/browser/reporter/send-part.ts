import { sendFrames } from '#browser/call-server.ts'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import { partBytesToSign, type PartPlace } from '#contract/signed-bytes.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign } from '#vault/outside/signature.ts'

/** The server stored other bytes than were sent. */
export class PartAltered extends Error {
	override name = 'PartAltered'
}

/**
 * Sends one part of a locked file; sending it twice changes nothing.
 * @throws Refused, LineCut, PartAltered
 */
export async function sendPart(
	place: PartPlace,
	bytes: Uint8Array,
	{ desk, keys }: Mailbox,
	signal: AbortSignal,
): Promise<void> {
	const hash = hashOf(bytes)
	const signature = sign(keys.proofSeed, 'file-part', partBytesToSign(desk, keys.mailbox, place, hash))
	const head = { mailbox: keys.mailbox, ...place, signature }
	const stored = await sendFrames('sendPart', [{ head, bytes }], { at: { desk }, signal })
	if (stored.hash !== hash) throw new PartAltered('the server stored something else')
}
