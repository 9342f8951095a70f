import type { Change } from '#contract/member-endpoints.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { type Attested, isOwnMac, ownMac } from '#server/usecases/own-mac.ts'

// [Note: receipts] With every message of a person the server hands members an HMAC of its own: "this came to me, on
// that day, for that mailbox". A server restored from a backup has the key still, and believes its own receipt from
// whoever brings the message back. The signature a message came with is not kept: it would prove to anybody who wrote.

type Message = Pick<Extract<Change, { kind: 'message' }>, 'hash' | 'day' | 'keys'>

export function receiptFor(instance: Instance, desk: string, mailbox: string, message: Message): string {
	return ownMac(instance, attested(desk, mailbox, message))
}

export function isReceiptFor(
	instance: Instance,
	desk: string,
	mailbox: string,
	{ receipt, ...message }: Message & { receipt: string },
): boolean {
	return isOwnMac(instance, attested(desk, mailbox, message), receipt)
}

function attested(desk: string, mailbox: string, { hash, day, keys }: Message): Attested {
	return ['receipt', desk, mailbox, hash, day, keys?.proofKey ?? null, keys?.depositKey ?? null]
}
