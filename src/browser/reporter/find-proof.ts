import { findNonce, type FloodProof } from '#contract/flood-proof.ts'

const TRIES_AT_ONCE = 256

export type FloodDemand = { challenge: string; bits: number; mailbox: string }

/**
 * Works out the proof a crowded server asks for, letting the page breathe between slices.
 * @param onChance told between slices how likely it was to be done by now, from 0 to below 1: luck knows no other
 * progress
 */
export async function findProof(
	demand: FloodDemand,
	onChance: (chance: number) => void,
): Promise<FloodProof> {
	for (let from = 0; ; from += TRIES_AT_ONCE) {
		onChance(1 - (1 - 2 ** -demand.bits) ** from)
		const nonce = findNonce(demand, from, TRIES_AT_ONCE)
		if (nonce !== null) return { challenge: demand.challenge, nonce }
		await new Promise((resolve) => setTimeout(resolve))
	}
}
