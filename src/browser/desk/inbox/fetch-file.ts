import { fetchBytes } from '#browser/desk/call-desk.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { FileRef } from '#domain/threads/records.ts'
import { openFile } from '#vault/attachment.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import type { AgeIdentity } from '#vault/envelope.ts'

export type FetchedFile =
	| { ok: true; name: string; bytes: Uint8Array<ArrayBuffer> }
	/** `altered`: what arrived is not what the person's message speaks of. `locked`: its key does not open it. */
	| { ok: false; because: 'altered' | 'locked' }

export type FileSource = { thread: string; reader: Reader; token: string }

/**
 * Fetches the parts of a file, opens them and holds the result against what the person's message says of it.
 * @param onPart called with the number of parts that have arrived
 * @throws Refused with `not-found` while parts are missing; SealBroken when they are damaged
 */
export async function fetchFile(
	file: FileRef,
	source: FileSource,
	onPart: (parts: number) => void,
	signal: AbortSignal,
): Promise<FetchedFile> {
	const opened = await openFile(streamOf(partsOf(file, source, onPart, signal)), file.key as AgeIdentity)
	if (opened === null) return { ok: false, because: 'locked' }
	if (opened.size !== file.size) {
		await opened.stream.cancel()
		return { ok: false, because: 'altered' }
	}
	const bytes = new Uint8Array(opened.size)
	let at = 0
	for await (const chunk of chunksOf(opened.stream)) {
		bytes.set(chunk, at)
		at += chunk.length
	}
	if (opened.hash() !== file.sha256) return { ok: false, because: 'altered' }
	return { ok: true, name: opened.name, bytes }
}

async function* partsOf(
	{ id, parts }: FileRef,
	{ thread, reader, token }: FileSource,
	onPart: (parts: number) => void,
	signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
	for (let part = 0; part < parts; part++) {
		const at = { desk: reader.roster.desk, thread, file: id, part: String(part) }
		const bytes = await fetchBytes('filePart', { at, token, signal })
		onPart(part + 1)
		yield bytes
	}
}
