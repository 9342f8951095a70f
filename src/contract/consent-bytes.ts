import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Consent } from '#domain/consent/consent.ts'

/**
 * Bytes a person signs when consent is given or widened (purpose `consent`). They name the message, so that a member
 * who knows the key of the messages cannot put an old signature into a new one.
 */
export function consentToSign(
	desk: string,
	mailbox: string,
	{ visit, n }: { visit: string; n: number },
	{ reach, totals, keepFrom }: Consent,
): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, mailbox, visit, n, reach, totals, keepFrom]))
}
