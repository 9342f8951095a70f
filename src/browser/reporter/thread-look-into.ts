import { clean } from '#browser/reporter/hidden-data/clean.ts'
import type { Format } from '#browser/reporter/hidden-data/format.ts'
import { mirror } from '#browser/reporter/hidden-data/mirror.ts'
import type { KeptKind, Trace } from '#browser/reporter/hidden-data/traces.ts'
import type { FileToSend } from '#browser/reporter/send-file.ts'
import { wellFormed } from '#browser/reporter/thread-text.ts'
import { LONGEST } from '#domain/threads/limits.ts'

/** Looking for hidden data needs the whole file in memory; a cheap phone has room for a photo, not for a film. */
export const LARGEST_LOOK = 32 * 1024 * 1024

/** What a file says besides what it shows, and what of that a clean copy would still hold (null: none can be made). */
export type LookedInto = { traces: readonly Trace[]; kept: readonly KeptKind[] | null; sure: boolean }

/**
 * Looks into a file for hidden data, on this device.
 * @returns null when it is too large for that
 * @throws DOMException when the file can no longer be read
 */
export async function lookInto(file: File): Promise<LookedInto | null> {
	if (file.size > LARGEST_LOOK) return null
	const bytes = new Uint8Array(await file.arrayBuffer())
	const { traces, cleanable } = mirror(bytes, file.name)
	const copy = cleanable === 'cannot-clean' || traces.length === 0 ? null : clean(bytes)
	return { traces, kept: copy?.ok === true ? copy.kept : null, sure: cleanable !== 'cannot-clean' }
}

/**
 * The bytes and the name that are sent.
 * @param number tells clean copies apart, whose own names stay on the device
 * @throws DOMException when the file can no longer be read
 */
export async function fileToSend(file: File, copy: FileToSend['copy'], number: number): Promise<FileToSend> {
	const type = file.type.slice(0, LONGEST.mediaType)
	if (copy === 'original') {
		const name = Array.from(wellFormed(file.name))
			.slice(-LONGEST.fileName / 2)
			.join('')
		return { content: file, name, type, copy }
	}
	const bytes = new Uint8Array(await file.arrayBuffer())
	const cleaned = clean(bytes)
	if (!cleaned.ok) throw new RangeError('a clean copy was offered that cannot be made')
	return {
		content: new Blob([cleaned.bytes], { type }),
		name: `${number}.${extensionOf(mirror(bytes, '').format)}`,
		type,
		copy,
	}
}

function extensionOf(format: Format): string {
	if (format === 'jpeg') return 'jpg'
	return format === 'odf' || format === 'unknown' ? 'file' : format
}
