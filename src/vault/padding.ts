import { utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: padding] Length is evidence. Records grow in steps, files in Padmé classes, so that a short note and a long
// one cannot be told apart below the step. Trailing spaces keep a record valid JSON for any reader.

/** Step in bytes for what a person writes and what a team answers. */
export const MESSAGE_STEP = 16 * 1024

/** Step in bytes for entries of a journal and for rings. */
export const ENTRY_STEP = 4 * 1024

const SPACE = 0x20

/** UTF-8 of `json`, followed by spaces up to the next multiple of `step` bytes. */
export function padRecord(json: string, step: number): Uint8Array<ArrayBuffer> {
	const bytes = utf8ToBytes(json)
	const padded = new Uint8Array(Math.max(1, Math.ceil(bytes.length / step)) * step).fill(SPACE)
	padded.set(bytes)
	return padded
}

/**
 * Padmé: the size a file of `size` bytes is padded to, at most 12 % more; leaks O(log log size) bits.
 * Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019, section 4.
 */
export function padmeSize(size: number): number {
	if (size <= 1) return size
	const exponent = Math.floor(Math.log2(size))
	const kept = Math.floor(Math.log2(exponent)) + 1
	const step = 2 ** Math.max(0, exponent - kept)
	return Math.ceil(size / step) * step
}
