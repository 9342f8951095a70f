import type { KeptKind } from './traces.ts'

/** A file taken apart: what would stay in a clean copy, and the making of that copy. */
export type Dissection = {
	readonly kept: readonly KeptKind[]
	/** Joins what stays; the caller's bytes are never changed. */
	rebuild(): Uint8Array<ArrayBuffer>
}
