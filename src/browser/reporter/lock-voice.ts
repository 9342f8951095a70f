import type { FileRef } from '#domain/threads/records.ts'

/** A recording sealed to a key of its own, and which parts of it the server has acknowledged. */
export type LockedVoice = { file: FileRef; sealed: Uint8Array; stored: Set<number> }

export async function lockVoice(voice: Blob): Promise<LockedVoice> {
	throw new RangeError(String(voice.size))
}
