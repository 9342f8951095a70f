import { DamagedFile } from './damaged-file.ts'
import { dissect } from './dissect.ts'
import { recognise } from './format.ts'
import { Traces, type KeptKind } from './traces.ts'

export type CleanResult =
	| {
			readonly ok: true
			readonly bytes: Uint8Array<ArrayBuffer>
			/** What the copy still holds; to be said beside it. */
			readonly kept: readonly KeptKind[]
	  }
	| { readonly ok: false; readonly because: 'unknown-format' | 'damaged' | 'cannot-clean-this-format' }

/**
 * Makes a copy without hidden data. The picture, sound or text is copied byte for byte, never drawn anew: browsers that
 * protect against tracking return scrambled pixels from a canvas. Never throws on what it is given, however broken.
 *
 * What no copy can hide: what the picture shows, and the grain by which a sensor can be told.
 */
export function clean(bytes: Uint8Array): CleanResult {
	const format = recognise(bytes)
	if (format === 'unknown') return { ok: false, because: 'unknown-format' }
	try {
		const dissection = dissect(format, bytes, new Traces())
		if (!dissection) return { ok: false, because: 'cannot-clean-this-format' }
		return { ok: true, bytes: dissection.rebuild(), kept: dissection.kept }
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return { ok: false, because: 'damaged' }
	}
}
