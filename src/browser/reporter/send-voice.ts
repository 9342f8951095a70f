import { LineCut, Refused, sendFrames } from '#browser/call-server.ts'
import type { LockedVoice } from '#browser/reporter/lock-voice.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { Refusal } from '#contract/refusals.ts'
import { partBytesToSign } from '#contract/signed-bytes.ts'
import { type Hash, hashOf, PART_SIZE } from '#vault/outside/format.ts'
import { sign } from '#vault/outside/signature.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'

/** Sizes in bytes of what is stored and of the whole. */
export type VoiceNews = { is: 'sending-voice'; done: number; all: number; cut: boolean }

export type VoiceSent = { ok: true } | { ok: false; because: 'line' | 'unconfirmed' | Refusal }

/**
 * Sends the parts of a locked voice note that were not acknowledged yet; after a failure, call it again.
 * The story that names the file must be stored first.
 */
export async function sendVoice(
	voice: LockedVoice,
	from: { desk: Hash; keys: ReturnKeys },
	tell: (news: VoiceNews) => void,
): Promise<VoiceSent> {
	const { sealed, stored, file } = voice
	const news = (cut: boolean) => {
		tell({
			is: 'sending-voice',
			done: Math.min(stored.size * PART_SIZE, sealed.length),
			all: sealed.length,
			cut,
		})
	}
	try {
		for (let part = 0; part < file.parts; part++) {
			if (stored.has(part)) continue
			news(false)
			const bytes = sealed.subarray(part * PART_SIZE, (part + 1) * PART_SIZE)
			const { hash } = await tryAgain((signal) => sendPart({ file, part, bytes }, from, signal), {
				bytes: bytes.length,
				onCut: () => {
					news(true)
				},
			})
			if (hash !== hashOf(bytes)) return { ok: false, because: 'unconfirmed' }
			stored.add(part)
		}
		return { ok: true }
	} catch (error) {
		if (error instanceof LineCut) return { ok: false, because: 'line' }
		if (error instanceof Refused) return { ok: false, because: error.because }
		throw error
	}
}

function sendPart(
	{ file, part, bytes }: { file: LockedVoice['file']; part: number; bytes: Uint8Array },
	{ desk, keys }: { desk: Hash; keys: ReturnKeys },
	signal: AbortSignal,
): Promise<{ hash: Hash }> {
	const place = { file: file.id, part, parts: file.parts }
	const signature = sign(
		keys.proofSeed,
		'file-part',
		partBytesToSign(desk, keys.mailbox, place, hashOf(bytes)),
	)
	return sendFrames('sendPart', [{ head: { mailbox: keys.mailbox, ...place, signature }, bytes }], {
		at: { desk },
		signal,
	})
}
