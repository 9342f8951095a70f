import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { callServer, LineCut } from '#browser/call-server.ts'
import { type Mailbox, prove } from '#browser/reporter/mailbox.ts'
import type { SendControl } from '#browser/reporter/send-control.ts'
import { sendPart } from '#browser/reporter/send-part.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { PartPlace } from '#contract/signed-bytes.ts'
import type { FileRef } from '#domain/threads/records.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import { sealFile } from '#vault/attachment.ts'
import { cutIntoParts } from '#vault/cut-into-parts.ts'
import { PART_SIZE } from '#vault/outside/format.ts'

/** A file as it will be sent: the person's own, or a clean copy of it. */
export type FileToSend = { content: Blob; name: string; type: string; copy: FileRef['copy'] }

/** Bytes of the locked file. `cut`: the line is broken just now. */
export type FileNews = { done: number; all: number; cut: boolean }

// [Note: sending files] A file is locked while it is sent, one part after the other, so that no more than a few parts
// are ever in memory. A part whose acknowledgement was lost is asked for before it is sent again. A line that stays
// broken pauses the sending; the stream keeps its place until the person goes on or stops.

/**
 * Locks a file with a key of its own and sends it.
 * @returns what a message must say, so that the team can open the file; before that, nobody can
 * @throws SendStopped when the person stopped it; Refused; PartAltered; whatever reading the file failed with
 */
export async function sendFile(
	file: FileToSend,
	mailbox: Mailbox,
	control: SendControl,
	tell: (news: FileNews) => void,
): Promise<FileRef> {
	const { content, name, type, copy } = file
	const key = x25519Identity(randomBytes(32))
	const id = bytesToHex(randomBytes(16))
	const sealed = await sealFile({ name, size: content.size, stream: content.stream() }, key)
	const all = sealed.sealedSize
	const parts = Math.ceil(all / PART_SIZE)
	let part = 0
	tell({ done: 0, all, cut: false })
	for await (const bytes of cutIntoParts(sealed.stream, PART_SIZE)) {
		await sendSurely({ file: id, part, parts }, bytes, mailbox, control, () => {
			tell({ done: part * PART_SIZE, all, cut: true })
		})
		part++
		tell({ done: Math.min(part * PART_SIZE, all), all, cut: false })
	}
	return { id, key, size: content.size, sha256: sealed.hash(), name, type, parts, copy }
}

/** Sends one part until it is stored, through as many cuts and pauses as it takes. */
async function sendSurely(
	place: PartPlace,
	bytes: Uint8Array,
	mailbox: Mailbox,
	control: SendControl,
	onCut: () => void,
): Promise<void> {
	let cut = false
	const attempt = async (silence: AbortSignal) => {
		const signal = whenEither(silence, control.signal)
		if (cut && (await isStored(place, mailbox, signal))) return
		await sendPart(place, bytes, mailbox, signal)
	}
	const cutNow = () => {
		cut = true
		onCut()
	}
	for (;;) {
		await control.mayGoOn()
		try {
			await control.unlessStopped(tryAgain(attempt, { bytes: bytes.length, onCut: cutNow }))
			return
		} catch (error) {
			if (!(error instanceof LineCut)) throw error
			cutNow()
			control.pause()
		}
	}
}

/** `AbortSignal.any`, which phones of 2023 do not have. */
function whenEither(...signals: readonly AbortSignal[]): AbortSignal {
	const either = new AbortController()
	const abort = () => {
		either.abort()
	}
	for (const signal of signals) {
		if (signal.aborted) abort()
		else signal.addEventListener('abort', abort, { once: true })
	}
	return either.signal
}

async function isStored({ file, part }: PartPlace, mailbox: Mailbox, signal: AbortSignal): Promise<boolean> {
	const at = { desk: mailbox.desk }
	const proof = await prove(mailbox, { signal })
	const { parts } = await callServer('partsStored', { ...proof, file }, { at, signal })
	return parts.includes(part)
}
