import { findNonce, type FloodProof } from '#contract/flood-proof.ts'

const TRIES_AT_ONCE = 256

export type FloodDemand = { challenge: string; bits: number; mailbox: string }

/** Works out the proof a crowded server asks for, letting the page breathe between slices. */
export async function findProof(demand: FloodDemand): Promise<FloodProof> {
	for (let from = 0; ; from += TRIES_AT_ONCE) {
		const nonce = findNonce(demand, from, TRIES_AT_ONCE)
		if (nonce !== null) return { challenge: demand.challenge, nonce }
		await new Promise((resolve) => setTimeout(resolve))
	}
}
