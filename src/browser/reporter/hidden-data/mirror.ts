import { DamagedFile } from './damaged-file.ts'
import { dissect } from './dissect.ts'
import { tellingPart } from './file-name.ts'
import { recognise, type Format } from './format.ts'
import { Traces, type Trace } from './traces.ts'

/**
 * What a file gives away beyond what it shows, for the person who is about to send it; on their device alone.
 * `clean-copy`: a copy can be made, without all traces but those it says it keeps. `nothing-found`: the content holds none (its name may still
 * tell). `cannot-clean`: we know no way, or the file is damaged; an empty list of traces then means little.
 */
export type Mirror = {
	readonly format: Format
	readonly traces: readonly Trace[]
	readonly cleanable: 'clean-copy' | 'nothing-found' | 'cannot-clean'
}

/**
 * Holds up the mirror before a file is sent. Never throws on what it is given, however broken.
 *
 * @param name only to see what the name itself tells; the format is told by the bytes.
 */
export function mirror(bytes: Uint8Array, name: string): Mirror {
	const format = recognise(bytes)
	const traces = new Traces()
	const cleanable = cleanability(format, bytes, traces)
	const telling = tellingPart(name)
	if (telling !== undefined) traces.add('file-name-tells', telling)
	return { format, traces: traces.list(), cleanable }
}

function cleanability(format: Format, bytes: Uint8Array, traces: Traces): Mirror['cleanable'] {
	try {
		const dissection = dissect(format, bytes, traces)
		if (!dissection) return 'cannot-clean'
		return traces.size === 0 ? 'nothing-found' : 'clean-copy'
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return 'cannot-clean'
	}
}
