import { LineCut, Refused } from '#browser/call-server.ts'
import type { LockedVoice } from '#browser/reporter/lock-voice.ts'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import { PartAltered, sendPart } from '#browser/reporter/send-part.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { Refusal } from '#contract/refusals.ts'
import { PART_SIZE } from '#vault/outside/format.ts'

/** Sizes in bytes of what is stored and of the whole. */
export type VoiceNews = { is: 'sending-voice'; done: number; all: number; cut: boolean }

export type VoiceSent = { ok: true } | { ok: false; because: 'line' | 'unconfirmed' | Refusal }

/**
 * Sends the parts of a locked voice note that were not acknowledged yet; after a failure, call it again.
 * The story that names the file must be stored first.
 */
export async function sendVoice(
	voice: LockedVoice,
	from: Mailbox,
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
			await tryAgain((signal) => sendPart({ file: file.id, part, parts: file.parts }, bytes, from, signal), {
				bytes: bytes.length,
				onCut: () => {
					news(true)
				},
			})
			stored.add(part)
		}
		return { ok: true }
	} catch (error) {
		if (error instanceof LineCut) return { ok: false, because: 'line' }
		if (error instanceof PartAltered) return { ok: false, because: 'unconfirmed' }
		if (error instanceof Refused) return { ok: false, because: error.because }
		throw error
	}
}
