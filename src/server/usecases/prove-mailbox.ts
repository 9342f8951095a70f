import { Refused } from '#contract/refusals.ts'
import { challengeToSign, sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import { findMailbox, type StoredThread } from '#server/storage/reads/threads.ts'
import { recogniseChallenge } from '#server/usecases/challenges.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { Hash } from '#vault/outside/format.ts'
import { isSignedBy, type Purpose, type Signature, type SigningKey } from '#vault/outside/signature.ts'

/** Stands in where there is no mailbox, so that as much is computed as where there is one. */
const NOBODYS_KEY = '5866666666666666666666666666666666666666666666666666666666666666' as SigningKey

export type Signed = {
	mailbox: string
	/** Which of the two keys of a mailbox must have signed. */
	key: 'proofKey' | 'depositKey'
	purpose: Purpose
	bytes: Uint8Array
	signature: Signature
}

/**
 * The thread whose key signed.
 * @throws Refused `no-such-mailbox`, alike for an unknown mailbox, a destroyed one and a wrong signature.
 */
export async function threadSignedFor(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, key, purpose, bytes, signature }: Signed,
): Promise<StoredThread> {
	const thread = await findMailbox(instance.store.read, desk.id, mailbox)
	const signer = thread?.[key] ?? null
	const fits = isSignedBy(signer ?? NOBODYS_KEY, purpose, bytes, signature)
	if (thread === null || signer === null || !fits) throw new Refused('no-such-mailbox')
	return thread
}

/**
 * The hash of an envelope left for a mailbox, and the thread whose key signed it.
 * @throws Refused as `checkedEnvelope` and `threadSignedFor` do
 */
export async function envelopeSignedFor(
	instance: Instance,
	desk: StoredDesk,
	signed: Omit<Signed, 'bytes'>,
	envelope: Uint8Array,
): Promise<{ hash: Hash; thread: StoredThread }> {
	const hash = checkedEnvelope(envelope)
	const bytes = sealedBytesToSign(desk.hash, signed.mailbox, hash)
	return { hash, thread: await threadSignedFor(instance, desk, { ...signed, bytes }) }
}

export type Returning = { mailbox: string; challenge: string; signature: Signature }

/** The thread of a person who proved to hold the return words. @throws Refused */
export async function threadOfReturning(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, challenge, signature }: Returning,
): Promise<StoredThread> {
	const what = { purpose: 'return', desk: desk.hash, mailbox } as const
	if (recogniseChallenge(instance, what, challenge) === null) throw new Refused('challenge-expired')
	const bytes = challengeToSign(desk.hash, mailbox, challenge)
	return threadSignedFor(instance, desk, { mailbox, key: 'proofKey', purpose: 'return', bytes, signature })
}
