import { MOST_BITS } from '#contract/flood-proof.ts'
import { KEPT_SHARE } from '#domain/keeping/keep-for-later.ts'
import { spaceForLater, usedSpace } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { Refused } from '#contract/refusals.ts'

// [Note: space] Nobody is limited by address, and no stranger can use up what belongs to a whole team: a first
// message is free below 70 % of the space, costs a growing moment of computing above it, and is refused at 85 %. The
// other half of the rest is for people who return, most of it for those whose messages the team has opened.

// What is kept for later has a small part of the space, guarded in the same way by how full that part is: nobody who
// keeps things for later, or pretends to, takes room from people who write.

const FREE = 0.7

/** The share of the space up to which each may still store. */
const CEILINGS = {
	'first-message': 0.85,
	'unopened-thread': 0.92,
	'opened-thread': 0.98,
	team: 1,
} as const
export type Storer = keyof typeof CEILINGS

/** A form without script works out no sum, so files that somebody carries fill less than what is free for all. */
const MOST_BY_FORM = 0.6

const FEWEST_BITS = 6

/** Bits of proof a first message must carry when this share of the space is used; 0: none. null: no room. */
export function demandedBits(share: number): number | null {
	if (share < FREE) return 0
	if (share >= CEILINGS['first-message']) return null
	const grown = (share - FREE) / (CEILINGS['first-message'] - FREE)
	return FEWEST_BITS + Math.floor(grown * (MOST_BITS - FEWEST_BITS + 1))
}

/** Whether a form may still bring something when this share of the space is used. */
export function isOpenToForms(share: number): boolean {
	return share < MOST_BY_FORM
}

export async function usedShare(instance: Instance): Promise<number> {
	return (await usedSpace(instance.store.read)) / instance.space
}

/** @throws Refused `full` when `size` more bytes would go beyond what is kept for others. */
export async function demandRoom(instance: Instance, storer: Storer, size: number): Promise<void> {
	const used = await usedSpace(instance.store.read)
	if (used + size > instance.space * CEILINGS[storer]) throw new Refused('full')
}

/** Bits of proof for beginning to keep something for later; null: no room. */
export async function bitsForLater(instance: Instance): Promise<number | null> {
	const general = demandedBits(await usedShare(instance))
	const own = demandedBits((await spaceForLater(instance.store.read)) / (instance.space * KEPT_SHARE))
	return general === null || own === null ? null : Math.max(general, own)
}

/** @throws Refused `full` when `size` more bytes kept for later would go beyond their part, or what first messages may fill. */
export async function demandRoomForLater(instance: Instance, size: number): Promise<void> {
	await demandRoom(instance, 'first-message', size)
	const kept = await spaceForLater(instance.store.read)
	if (kept + size > instance.space * KEPT_SHARE) throw new Refused('full')
}

/** The ceiling for what a person adds to their own thread. */
export function returningStorer(thread: { head: number | null }): Storer {
	return thread.head === null ? 'unopened-thread' : 'opened-thread'
}
