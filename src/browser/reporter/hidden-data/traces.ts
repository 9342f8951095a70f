/** Everything a file can give away beyond what it shows. The words for each are on the page, not here. */
export const TRACE_KINDS = [
	'place',
	'location-in-video',
	'taken-at',
	'saved-at',
	'camera',
	'camera-settings',
	'serial-number',
	'author',
	'people',
	'organisation',
	'software',
	'printer',
	'description',
	'edit-history',
	'document-id',
	'thumbnail',
	'trailing-data',
	'comments',
	'tracked-changes',
	'hidden-content',
	'embedded-file',
	'linked-file',
	'signature',
	'colour-profile',
	'unknown-block',
	'file-name-tells',
] as const

export type TraceKind = (typeof TRACE_KINDS)[number]

/** `value` is taken from the file itself (a date, a name, a count), never a sentence of ours: it needs no translation. */
export type Trace = { readonly kind: TraceKind; readonly value?: string }

/** What a clean copy still holds, because taking it out would change what the file shows. */
export const KEPT_KINDS = [
	'orientation',
	'colour-profile',
	'software',
	'comments',
	'tracked-changes',
	'hidden-content',
	'embedded-file',
	'linked-file',
] as const

export type KeptKind = (typeof KEPT_KINDS)[number]

const LONGEST_VALUE = 120
const MOST_TRACES = 200

// Controls, line breaks, and the marks that reorder or hide text on the page that shows the value.
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu

/** Gathers traces while a file is read, each once, however often or at whatever length the file repeats it. */
export class Traces {
	readonly #found = new Map<string, Trace>()

	/** A value that holds nothing to show tells nothing and is not noted; no value at all notes the kind alone. */
	add(kind: TraceKind, value?: string): void {
		if (this.#found.size >= MOST_TRACES) return
		const shown = value
			?.slice(0, 4 * LONGEST_VALUE)
			.replace(UNSHOWABLE, ' ')
			.trim()
		if (shown === '') return
		const trace =
			shown === undefined ? { kind } : { kind, value: Array.from(shown).slice(0, LONGEST_VALUE).join('') }
		this.#found.set(`${kind} ${trace.value ?? '·'}`, trace)
	}

	get size(): number {
		return this.#found.size
	}

	has(kind: TraceKind): boolean {
		return [...this.#found.values()].some((trace) => trace.kind === kind)
	}

	/** A kind noted with a value makes the same kind noted bare superfluous. */
	list(): Trace[] {
		const all = [...this.#found.values()]
		const valued = new Set(all.filter((trace) => trace.value !== undefined).map((trace) => trace.kind))
		return all.filter((trace) => trace.value !== undefined || !valued.has(trace.kind))
	}
}
