import { callServer, fetchFrames, type CallOptions } from '#browser/call-server.ts'
import type { OpenedDeposit } from '#browser/reporter/thread-answers.ts'
import { readCopyRecord, readTeamRecord } from '#contract/records.ts'
import { challengeToSign } from '#contract/signed-bytes.ts'
import type { Day } from '#domain/days.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import { type AgeIdentity, SealBroken } from '#vault/envelope.ts'
import { isWrittenBy, type Message, openMessage } from '#vault/message.ts'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import { sign, type Signature } from '#vault/outside/signature.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'

/** A person's mailbox at one team, with the keys their words stand for. */
export type Mailbox = { desk: Hash; keys: ReturnKeys }

/** What shows the server that the caller holds the words, without telling it anything it could use again. */
export type Proof = { mailbox: string; challenge: string; signature: Signature }

/** A fresh proof; each serves for one request. */
export async function prove({ desk, keys }: Mailbox, options: CallOptions = {}): Promise<Proof> {
	const { mailbox, proofSeed } = keys
	const { challenge } = await callServer('challenge', { mailbox }, { ...options, at: { desk } })
	const signature = sign(proofSeed, 'return', challengeToSign(desk, mailbox, challenge))
	return { mailbox, challenge, signature }
}

/** One copy after it was opened; `record` is null when it is none of the person's own. */
export type OpenedCopy = { first: boolean; record: CopyRecord | null }

/** Until when all this is kept: a last day, or null for longer than the team's rule says. */
export type KeptUntil = { until: Day | null }

/** `kept`: null where the server does not say. */
export type Collected = { copies: OpenedCopy[]; deposits: OpenedDeposit[]; kept: KeptUntil | null }

/**
 * Fetches and opens what waits in the mailbox: what the person chose to see again, and answers.
 * @throws Refused 'no-such-mailbox' or 'wrong-proof' when these words lead nowhere on this server
 */
export async function collectMailbox(mailbox: Mailbox): Promise<Collected> {
	const ask = { ...(await prove(mailbox)), kept: true }
	const frames = await fetchFrames('collect', ask, { at: { desk: mailbox.desk } })
	const collected: Collected = { copies: [], deposits: [], kept: null }
	for (const { head, bytes } of frames)
		if (head.kind === 'kept') collected.kept = { until: head.until }
		else if (head.kind === 'answer') collected.deposits.push(await openDeposit(mailbox, head.hash, bytes))
		else collected.copies.push({ first: head.first, record: await openCopy(mailbox, head.hash, bytes) })
	return collected
}

async function openCopy(
	{ desk, keys }: Mailbox,
	hash: Hash,
	envelope: Uint8Array,
): Promise<CopyRecord | null> {
	const { identity, macKey } = keys.copies
	const message = hashOf(envelope) === hash ? await messageIn(envelope, identity) : null
	if (message === null || !isWrittenBy(message, 'person', macKey)) return null
	return readCopyRecord(message.body, { desk, mailbox: keys.mailbox })
}

/** Removes answers the person has seen from the mailbox. */
export async function acknowledge(mailbox: Mailbox, hashes: readonly Hash[]): Promise<void> {
	const { desk } = mailbox
	await callServer('acknowledge', { ...(await prove(mailbox)), hashes: [...hashes] }, { at: { desk } })
}

/** Opens one deposit and judges it; whoever left it may have been anybody. */
export async function openDeposit(
	{ desk, keys }: Mailbox,
	hash: Hash,
	envelope: Uint8Array,
): Promise<OpenedDeposit> {
	const message = hashOf(envelope) === hash ? await messageIn(envelope, keys.identity) : null
	if (message === null) return { hash, ok: false, because: 'damaged' }
	if (!isWrittenBy(message, 'team', keys.macKey)) return { hash, ok: false, because: 'forged' }
	const record = readTeamRecord(message.body, { desk, mailbox: keys.mailbox })
	return record === null
		? { hash, ok: false, because: 'unreadable' }
		: { hash, ok: true, record, body: message.body }
}

async function messageIn(envelope: Uint8Array, identity: AgeIdentity): Promise<Message | null> {
	try {
		return await openMessage(envelope, [identity])
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
