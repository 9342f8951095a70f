import { callServer, LineCut, Refused, sendFrames } from '#browser/call-server.ts'
import { sealCopy } from '#browser/reporter/copy-envelope.ts'
import { findProof } from '#browser/reporter/find-proof.ts'
import { KeptCopies } from '#browser/reporter/kept-copies.ts'
import type { ReadyLock } from '#browser/reporter/lock-story.ts'
import { type LockedVoice, lockVoice } from '#browser/reporter/lock-voice.ts'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import type { SendNews } from '#browser/reporter/send-story.ts'
import { sendVoice, type VoiceNews } from '#browser/reporter/send-voice.ts'
import { wellFormed } from '#browser/reporter/thread-text.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { FloodProof } from '#contract/flood-proof.ts'
import type { Refusal } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { ForLater } from '#domain/keeping/keep-for-later.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import { hashOf } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'

/** What somebody is about to keep, locked for themselves alone: these bytes go until the server has them. */
export type LockedFirst = {
	mailbox: Mailbox
	day: Day
	first: { record: CopyRecord; envelope: Uint8Array }
	voice: LockedVoice | null
	/** How far it came. */
	stored: 'nothing' | 'first' | 'all'
}

export type FirstKept =
	| { ok: true }
	/** `missing`: what could not be kept; with `voice` the text is there. */
	| { ok: false; missing: 'all' | 'voice'; because: 'line' | 'unconfirmed' | Refusal }

/** Locks a text and a recording for the person alone. One of them may be missing. */
export async function lockFirst(
	ready: ReadyLock,
	text: string,
	recording: Blob | null,
): Promise<LockedFirst> {
	const keys = await ready.keys
	const { desk } = ready.team
	const voice = recording === null ? null : await lockVoice(recording)
	const first: ForLater =
		voice !== null && text.trim() === ''
			? { kind: 'file', file: voice.file }
			: { kind: 'note', text: wellFormed(text.trim()) }
	const day = ready.checkedOn
	const record: CopyRecord = { v: 1, desk, mailbox: keys.mailbox, n: 0, day, ...first }
	const envelope = await sealCopy(record, keys.copies)
	return { mailbox: { desk, keys }, day, first: { record, envelope }, voice, stored: 'nothing' }
}

/** Has it kept; after a failure, call it again with the same. */
export async function keepFirst(
	locked: LockedFirst,
	tell: (news: SendNews | VoiceNews) => void,
): Promise<FirstKept> {
	try {
		if (locked.stored === 'nothing') await sendFirst(locked, tell)
		locked.stored = 'first'
		const { voice, mailbox } = locked
		if (voice === null) return { ok: true }
		const sent = await sendVoice(voice, mailbox, tell)
		if (!sent.ok) return { ...sent, missing: 'voice' }
		await keepVoiceRecord(locked, voice)
		locked.stored = 'all'
		return { ok: true }
	} catch (error) {
		const missing = locked.stored === 'nothing' ? 'all' : 'voice'
		if (error instanceof LineCut) return { ok: false, missing, because: 'line' }
		if (error instanceof Refused) return { ok: false, missing, because: error.because }
		throw error
	}
}

/** The record that names the recording, unless it went first. */
async function keepVoiceRecord({ mailbox, day, first }: LockedFirst, { file }: LockedVoice): Promise<void> {
	if (first.record.kind === 'file') return
	const copies = new KeptCopies(mailbox, [{ first: false, record: first.record }])
	await copies.keep({ kind: 'file', file }, day)
}

/** @throws LineCut or Refused */
async function sendFirst(
	{ mailbox: { desk, keys }, first: { envelope } }: LockedFirst,
	tell: (news: SendNews) => void,
): Promise<void> {
	const { mailbox, proofSeed } = keys
	const onCut = () => {
		tell({ is: 'cut' })
	}
	const flood = await proofDemanded(desk, mailbox, tell, onCut)
	tell({ is: 'sending' })
	const frames = [{ head: { mailbox, proofKey: signingKeyOf(proofSeed), flood }, bytes: envelope }]
	const { hash } = await tryAgain((signal) => sendFrames('keepLater', frames, { at: { desk }, signal }), {
		onCut,
		bytes: envelope.length,
	})
	if (hash !== hashOf(envelope)) throw new LineCut('other bytes were stored')
}

async function proofDemanded(
	desk: string,
	mailbox: string,
	tell: (news: SendNews) => void,
	onCut: () => void,
): Promise<FloodProof | null> {
	const asked = { at: { desk }, query: { what: 'later' } }
	const { proof, full } = await tryAgain((signal) => callServer('flood', null, { ...asked, signal }), {
		onCut,
	})
	if (full) throw new Refused('full')
	if (proof === null) return null
	return findProof({ challenge: proof.challenge, bits: proof.bits, mailbox }, (chance) => {
		tell({ is: 'proving', chance })
	})
}
