import { hash } from 'node:crypto'
import { Refused } from '#contract/refusals.ts'
import { isOwnBox } from '#vault/outside/own-box-format.ts'
import { type Hash, isMixed, LARGEST_RECORD, NotAnEnvelope, takeApart } from '#vault/outside/format.ts'

/** SHA-256 in hex. The runtime's own code hashes the megabytes that pass through a server ten times faster. */
export function fastHash(bytes: Uint8Array): Hash {
	return hash('sha256', bytes) as Hash
}

/**
 * Looks at an envelope from outside and hashes it.
 * @throws Refused unless it is one age file, addressed to recipients of one kind, of the size of a record.
 */
export function checkedEnvelope(envelope: Uint8Array): Hash {
	if (envelope.length > LARGEST_RECORD) throw new Refused('too-large')
	checkHeader(envelope)
	return fastHash(envelope)
}

/** @throws Refused unless the bytes look like what a member seals for themselves; clients before that sent age files. */
export function checkOwn(sealed: Uint8Array): void {
	if (!isOwnBox(sealed)) checkHeader(sealed)
}

/** @throws Refused unless the bytes begin as an age file addressed to recipients of one kind. */
export function checkHeader(start: Uint8Array): void {
	try {
		if (isMixed(takeApart(start).recipients)) throw new Refused('not-an-envelope', 'mixed-recipients')
	} catch (error) {
		if (error instanceof NotAnEnvelope) throw new Refused('not-an-envelope')
		throw error
	}
}
