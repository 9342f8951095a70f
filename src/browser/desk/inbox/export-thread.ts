import { randomBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { bech32 } from '@scure/base'
import type { FetchedFile } from '#browser/desk/inbox/fetch-file.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { timelineOf, type TimelineItem } from '#browser/desk/inbox/timeline.ts'
import type { FileRef, PersonRecord } from '#domain/threads/records.ts'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { harmlessName } from '#vault/attachment.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import { type AgeRecipient, sealStream } from '#vault/envelope.ts'
import { padmeSize } from '#vault/padding.ts'
import { BLOCK, tarHead, toBlockEnd } from '#vault/tar.ts'

// [Note: export] One age file that holds a tar of JSON, texts and files, padded to its Padmé class: `age -d x.age | tar x`
// gives everything back without us. Keys of the thread, the mailbox and the person's recipient are not in it.

export type ExportSource = {
	view: ThreadView
	/** What each member is called. */
	nameOf: (member: string) => string
	fetchFile: (file: FileRef) => Promise<FetchedFile>
}

/** Whether a text is an age recipient this export can be locked for: X25519 or hybrid (C2SP age). */
export function isAgeRecipient(text: string): text is AgeRecipient {
	const decoded = bech32.decodeUnsafe(text, false)
	if (decoded === undefined) return false
	const { length } = bech32.fromWords(decoded.words)
	return (decoded.prefix === 'age' && length === 32) || (decoded.prefix === 'age1pq' && length === 1216)
}

/** A new key for one export, to be shown once. X25519, so that every `age` opens it. */
export async function freshKey(): Promise<{ identity: string; recipient: AgeRecipient }> {
	const identity = x25519Identity(randomBytes(32))
	return { identity, recipient: await recipientOf(identity) }
}

/**
 * Seals everything a member can read of a thread to one recipient.
 * @param onFile called with the number of files that are inside
 * @returns the pieces of the sealed file, in order
 */
export async function exportThread(
	source: ExportSource,
	recipient: AgeRecipient,
	onFile: (files: number) => void,
	signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>[]> {
	const sealed = await sealStream(streamOf(tarOf(source, onFile, signal)), [recipient])
	const pieces: Uint8Array<ArrayBuffer>[] = []
	for await (const chunk of chunksOf(sealed)) pieces.push(new Uint8Array(chunk))
	return pieces
}

/** The files the person sent, in the order taken in. */
export function filesOf(view: ThreadView): FileRef[] {
	return view.state.messages.flatMap(({ record }) => fileOf(record) ?? [])
}

async function* tarOf(
	source: ExportSource,
	onFile: (files: number) => void,
	signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
	let written = 0
	const missing: string[] = []
	for await (const { name, bytes } of filesIn(source, missing, onFile)) {
		signal.throwIfAborted()
		for (const piece of [tarHead(name, bytes.length), bytes, new Uint8Array(toBlockEnd(bytes.length))]) {
			written += piece.length
			yield piece
		}
	}
	const end = 2 * BLOCK
	const padded = padmeSize(written + end)
	yield new Uint8Array(padded + toBlockEnd(padded) - written)
}

type Member = { name: string; bytes: Uint8Array }

async function* filesIn(
	source: ExportSource,
	missing: string[],
	onFile: (files: number) => void,
): AsyncGenerator<Member> {
	const items = timelineOf(source.view)
	let files = 0
	for (const [at, item] of items.entries()) {
		const number = String(at + 1).padStart(3, '0')
		const text = textOf(item, source.view)
		if (text !== null) yield { name: `${number}-${text.name}.txt`, bytes: utf8ToBytes(text.text) }
		const file = item.kind === 'message' || item.kind === 'waiting' ? fileOf(item.record) : null
		if (file === null) continue
		const fetched = await source.fetchFile(file)
		if (fetched.ok) yield { name: `files/${number}-${harmlessName(file.name)}`, bytes: fetched.bytes }
		else missing.push(file.id)
		onFile(++files)
	}
	yield { name: 'message.json', bytes: utf8ToBytes(indexOf(source, items, missing)) }
}

function fileOf(record: PersonRecord | null): FileRef | null {
	if (record?.kind === 'file') return record.file
	return record?.kind === 'story' ? record.voice : null
}

function textOf(item: TimelineItem, { state }: ThreadView): { name: string; text: string } | null {
	if (item.kind === 'answer') return { name: 'answer', text: item.answer.record.text }
	if (item.kind === 'act' && item.entry.kind === 'noted') return { name: 'note', text: item.entry.text }
	if (item.kind === 'act' && item.entry.kind === 'translated') {
		const { parcel } = item.entry
		const text = state.translations.find((one) => one.parcel === parcel)?.text ?? null
		return text === null ? null : { name: 'translation-not-checked', text }
	}
	if (item.kind !== 'message' && item.kind !== 'waiting') return null
	const { record } = item
	if (record === null || !('text' in record) || record.text === '') return null
	return { name: record.kind === 'addition' ? `addition-${record.topic}` : record.kind, text: record.text }
}

/** What serves to reach or recognise the person, or to open something else. */
const KEPT_BACK = new Set(['keys', 'mac', 'mailbox', 'recipient', 'key', 'original', 'message', 'deposits'])

/** Everything as data. */
function indexOf({ view, nameOf }: ExportSource, items: readonly TimelineItem[], missing: string[]): string {
	const { stage, promised, consent, contact } = view.state
	const happened = items.map((item) => ('by' in item ? { ...item, by: nameOf(item.by) } : item))
	const index = { v: 1, stage, promised, consent, contact, happened, missing }
	return JSON.stringify(index, (name, value: unknown) => (KEPT_BACK.has(name) ? undefined : value), '\t')
}
