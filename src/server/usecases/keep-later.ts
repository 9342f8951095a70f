import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { MOST_THINGS, oldestKept } from '#domain/keeping/keep-for-later.ts'
import type { SentLater } from '#server/storage/commands/later.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import {
	hasFirstMessage,
	isKeptUnder,
	laterNotOpenedSince,
	type StoredThread,
} from '#server/storage/reads/threads.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { envelopeSignedFor } from '#server/usecases/prove-mailbox.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import { bitsForLater, demandRoom, demandRoomForLater } from '#server/usecases/space.ts'
import { refusalOfFlood, refusalOfIntake } from '#server/usecases/tell.ts'

/** The first thing somebody keeps for later. No member learns of it. */
export async function keepLater(
	instance: Instance,
	desk: StoredDesk,
	{ mailbox, proofKey, flood }: Ask<'keepLater'>,
	envelope: Uint8Array,
): Promise<Tell<'keepLater'>> {
	const hash = checkedEnvelope(envelope)
	const demanded = await bitsForLater(instance)
	const refusal =
		(await refusalOfIntake(instance, desk)) ??
		refusalOfFlood(instance, desk, { mailbox, proof: flood, demanded })
	if (await isKeptUnder(instance.store.read, desk.id, mailbox, hash)) return { hash }
	if (refusal !== null) throw new Refused(refusal)
	await demandRoomForLater(instance, envelope.length)
	const day = todayOf(instance)
	await instance.store.write('keepLater', { desk: desk.id, mailbox, proofKey, day, hash, envelope })
	return { hash }
}

export type LaterFrame = { head: Ask<'sendLater'>; bytes: Uint8Array }

/** What was kept becomes a thread, in one step or not at all. */
export async function sendLater(
	instance: Instance,
	desk: StoredDesk,
	frames: readonly LaterFrame[],
): Promise<Tell<'sendLater'>> {
	const [opening, ...more] = frames
	if (opening?.head.kind !== 'first' || more.length > MOST_THINGS) throw new Refused('malformed', 'first')
	const { mailbox, depositKey, urgent } = opening.head
	const { hash, thread } = await signedBy(instance, desk, mailbox, opening)
	if (thread.kept === null) {
		if (await hasFirstMessage(instance.store.read, desk.id, mailbox, hash)) return { hash }
		throw new Refused('mailbox-taken')
	}
	const messages: SentLater['messages'][number][] = [{ hash, first: true, envelope: opening.bytes }]
	for (const frame of more) {
		if (frame.head.kind === 'first') throw new Refused('malformed', 'two first messages')
		const signed = await signedBy(instance, desk, mailbox, frame)
		messages.push({ hash: signed.hash, first: false, envelope: frame.bytes })
	}
	if (new Set(messages.map((message) => message.hash)).size < messages.length)
		throw new Refused('malformed', 'the same message twice')
	const refusal = await refusalOfIntake(instance, desk)
	if (refusal !== null) throw new Refused(refusal)
	const size = messages.reduce((sum, { envelope }) => sum + envelope.length, 0)
	await demandRoom(instance, 'unopened-thread', size)
	const day = todayOf(instance)
	await instance.store.write('sendLater', {
		desk: desk.id,
		thread: thread.id,
		depositKey,
		day,
		messages,
		urgent: urgent === true,
	})
	await instance.store.forget()
	return { hash }
}

function signedBy(
	instance: Instance,
	desk: StoredDesk,
	mailbox: string,
	{ head: { signature }, bytes }: LaterFrame,
): ReturnType<typeof envelopeSignedFor> {
	const signed = { mailbox, key: 'proofKey', purpose: 'message', signature } as const
	return envelopeSignedFor(instance, desk, signed, bytes)
}

/** Somebody with the words was here: what they keep for later stays for as long again. */
export async function noteOpened(instance: Instance, { id, kept }: StoredThread): Promise<void> {
	const day = todayOf(instance)
	if (kept !== null && kept !== day) await instance.store.write('noteVisit', { thread: id, day })
}

/** Destroys what was kept for later and not opened for as long as it is kept. @returns how many people's */
export async function endLater(instance: Instance): Promise<number> {
	const openedBefore = oldestKept(todayOf(instance))
	let ended = 0
	for (const which of await laterNotOpenedSince(instance.store.read, openedBefore))
		if ((await instance.store.write('destroyLater', { ...which, openedBefore })) !== null) ended += 1
	if (ended > 0) await instance.store.forget()
	return ended
}
