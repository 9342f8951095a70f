import { randomBytes } from '@noble/hashes/utils.js'
import { sameBytes } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { type AgeRecipient, open as openEnvelope, seal, SealBroken } from '#vault/envelope.ts'
import { newSecret } from '#vault/words.ts'

export function drawRecovery(): Uint8Array {
	return newSecret('recovery', randomBytes(32))
}

/** The recipient everything new is locked for as well; its identity is the 24 words. */
export function recoveryRecipient(seed: Uint8Array): Promise<string> {
	return recipientOf(hybridIdentity(seed))
}

/**
 * Puts a new recovery key in place of the old. Old messages stay locked for the old one.
 * @param root seed of the root, without which nobody may do this
 * @throws RosterRefuses, Refused, LineCut
 */
export async function setRecovery(
	open: OpenDesk,
	seed: Uint8Array,
	root: Uint8Array,
	today: Day,
): Promise<OpenDesk> {
	const recipient = await recoveryRecipient(seed)
	if (open.roster.recovery?.recipient === recipient) return open
	return writeRoster(open, { kind: 'recovery-set', recipient }, today, root)
}

/**
 * Tries the recovery key as it would be needed: a test envelope, locked for the key the roster names, has to open.
 * Then says so in the roster, unless that was said before.
 * @returns null when these are other words
 * @throws SealBroken when the key is the right one and does not open
 */
export async function tryRecovery(open: OpenDesk, seed: Uint8Array, today: Day): Promise<OpenDesk | null> {
	const { recovery } = open.roster
	if (recovery?.recipient !== (await recoveryRecipient(seed))) return null
	const test = randomBytes(32)
	const opened = await openEnvelope(await seal(test, [recovery.recipient as AgeRecipient]), [
		hybridIdentity(seed),
	])
	if (opened === null || !sameBytes(opened, test)) throw new SealBroken('the recovery key opens nothing')
	return recovery.tried ? open : writeRoster(open, { kind: 'recovery-tried' }, today)
}
