import { consentToSign } from '#contract/consent-bytes.ts'
import { type Consent, isWider, REACHES } from '#domain/consent/consent.ts'
import { sign, type Signature } from '#vault/outside/signature.ts'

/** Where a consent is said, so that its signature is worth nothing in any other message. */
export type ConsentPlace = { desk: string; mailbox: string; visit: string; n: number }

/**
 * Signs a consent when it may be wider than the one that stands.
 * @param said the consent the person gave earlier in this visit, or null: a device remembers none from before
 * @returns null when it cannot be wider; then the message's MAC is enough, and the person can deny it
 */
export function consentSignature(
	consentSeed: Uint8Array,
	{ desk, mailbox, visit, n }: ConsentPlace,
	said: Consent | null,
	next: Consent,
): Signature | null {
	if (!mayBeWider(said, next)) return null
	return sign(consentSeed, 'consent', consentToSign(desk, mailbox, { visit, n }, next))
}

/** Whether a team that knows the consent that stands could find `next` wider. */
export function mayBeWider(said: Consent | null, next: Consent): boolean {
	if (said !== null) return isWider(said, next)
	return next.reach !== REACHES[0] || next.totals
}
