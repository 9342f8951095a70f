import { callServer, LineCut, Refused, sendFrames } from '#browser/call-server.ts'
import { findProof } from '#browser/reporter/find-proof.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { FloodProof } from '#contract/flood-proof.ts'
import type { Refusal } from '#contract/refusals.ts'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'
import { concatBytes } from '@noble/hashes/utils.js'

/** A first message, locked: these bytes and no others are sent until the server has acknowledged them. */
export type LockedStory = {
	desk: Hash
	mailbox: string
	proofKey: SigningKey
	depositKey: SigningKey
	envelope: Uint8Array
	/** What the person wants to see again, locked for them alone. */
	copy: Uint8Array | null
	/** Whether the server is to call the team. */
	urgent?: boolean
}

export type SendNews = { is: 'sending' } | { is: 'cut' } | { is: 'proving'; chance: number }

export type StorySent = { ok: true } | { ok: false; because: 'line' | 'unconfirmed' | Refusal }

/** How often a proof may come too late before the person is told. */
const PROOFS_TRIED = 3

/**
 * Sends a locked story until the server acknowledges exactly these bytes. Sending it twice changes nothing, so that
 * a lost acknowledgement costs nothing either.
 */
export async function sendStory(story: LockedStory, tell: (news: SendNews) => void): Promise<StorySent> {
	const onCut = () => {
		tell({ is: 'cut' })
	}
	const bytes = story.envelope.length + (story.copy?.length ?? 0)
	for (let tried = 0; ; tried++) {
		try {
			const flood = await proofDemanded(story, tell, onCut)
			tell({ is: 'sending' })
			const { hash } = await tryAgain((signal) => sendOnce(story, flood, signal), { onCut, bytes })
			return hash === hashOf(story.envelope) ? { ok: true } : { ok: false, because: 'unconfirmed' }
		} catch (error) {
			if (error instanceof LineCut) return { ok: false, because: 'line' }
			if (!(error instanceof Refused)) throw error
			const late = error.because === 'proof-of-work-needed' || error.because === 'challenge-expired'
			if (!late || tried + 1 === PROOFS_TRIED) return { ok: false, because: error.because }
		}
	}
}

async function proofDemanded(
	{ desk, mailbox }: LockedStory,
	tell: (news: SendNews) => void,
	onCut: () => void,
): Promise<FloodProof | null> {
	const { proof, full } = await tryAgain((signal) => callServer('flood', null, { at: { desk }, signal }), {
		onCut,
	})
	if (full) throw new Refused('full')
	if (proof === null) return null
	return findProof({ challenge: proof.challenge, bits: proof.bits, mailbox }, (chance) => {
		tell({ is: 'proving', chance })
	})
}

function sendOnce(
	{ desk, mailbox, proofKey, depositKey, envelope, copy, urgent = false }: LockedStory,
	flood: FloodProof | null,
	signal: AbortSignal,
): Promise<{ hash: Hash }> {
	const head = { mailbox, proofKey, depositKey, flood, copy: copy?.length ?? 0, urgent }
	const bytes = copy === null ? envelope : concatBytes(envelope, copy)
	return sendFrames('tell', [{ head, bytes }], { at: { desk }, signal })
}
