import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Change } from '#contract/member-endpoints.ts'
import type { Instance } from '#server/usecases/instance.ts'

// [Note: receipts] With every message of a person the server hands members an HMAC of its own: "this came to me, on
// that day, for that mailbox". A server restored from a backup has the key still, and believes its own receipt from
// whoever brings the message back. The signature a message came with is not kept: it would prove to anybody who wrote.

type Message = Pick<Extract<Change, { kind: 'message' }>, 'hash' | 'day' | 'keys'>

export function receiptFor(instance: Instance, desk: string, mailbox: string, message: Message): string {
	const { hash, day, keys } = message
	const { proofKey, depositKey } = keys ?? { proofKey: null, depositKey: null }
	const what = JSON.stringify(['receipt', desk, mailbox, hash, day, proofKey, depositKey])
	return createHmac('sha256', instance.challengeSecret).update(what).digest('hex')
}

export function isReceiptFor(
	instance: Instance,
	desk: string,
	mailbox: string,
	{ receipt, ...message }: Message & { receipt: string },
): boolean {
	return timingSafeEqual(Buffer.from(receipt), Buffer.from(receiptFor(instance, desk, mailbox, message)))
}
