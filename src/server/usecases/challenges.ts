import { randomBytes } from 'node:crypto'
import type { Instance } from '#server/usecases/instance.ts'
import { type Attested, isOwnMac, ownMac } from '#server/usecases/own-mac.ts'

// [Note: challenges] A challenge is a text the server recognises without having stored it: when it ends, a number, a
// random part, and an HMAC over these and what it is for. Nothing is kept of who asked for one.

/** What a challenge is for; one made for another team, mailbox or purpose is not recognised. */
export type ChallengeFor = { purpose: 'return' | 'flood'; desk: string; mailbox: string | null }

/** @param number carried along, for what the server wants to find again */
export function newChallenge(
	instance: Instance,
	what: ChallengeFor,
	seconds: number,
	number: number,
): string {
	const ends = Math.floor(instance.now().getTime() / 1000) + seconds
	const body = `${ends}.${number}.${randomBytes(16).toString('hex')}`
	return `${body}.${ownMac(instance, attested(what, body))}`
}

/** @returns the number it carries, or null when it has ended or was never made here for this. */
export function recogniseChallenge(instance: Instance, what: ChallengeFor, challenge: string): number | null {
	const match = /^((\d{1,12})\.(\d{1,4})\.[0-9a-f]{32})\.([0-9a-f]{64})$/.exec(challenge)
	if (match === null) return null
	const [, body = '', ends = '', number = '', mac = ''] = match
	if (!isOwnMac(instance, attested(what, body), mac)) return null
	return Number(ends) * 1000 >= instance.now().getTime() ? Number(number) : null
}

function attested({ purpose, desk, mailbox }: ChallengeFor, body: string): Attested {
	return [purpose, desk, mailbox, body]
}
