import {
	BODY_GROUPS,
	type BodyGroup,
	DOCUMENT_TYPES,
	THEME_GROUPS,
	type ThemeGroup,
} from '#contract/library-texts.ts'

/** What can be found: documents of one type, or of any; and everything else in the guide. */
export const KINDS = ['page', 'way', 'part', 'expert', 'act', 'country', 'word', 'document'] as const
export type Kind = (typeof KINDS)[number]

export const WHATS = [
	'document',
	...DOCUMENT_TYPES,
	'way',
	'part',
	'expert',
	'act',
	'country',
	'word',
] as const
export type What = (typeof WHATS)[number]

/** A search as the form sends it; null where nothing was chosen. */
export type LibrarySearch = {
	words: string
	what: What | null
	body: BodyGroup | null
	theme: ThemeGroup | null
	/** Id of a mechanism that uses the document. */
	way: string | null
	from: number | null
	to: number | null
	/** Which part of a long list, from 1. */
	part: number
}

/** Characters after these are not read. */
export const LONGEST_SEARCH = 200

/** Reads a search out of an address. What is no choice of the form counts as not chosen: a link may be old or cut. */
export function readLibrarySearch(query: URLSearchParams): LibrarySearch {
	const chosen = <Choice extends string>(name: string, choices: readonly Choice[]): Choice | null =>
		choices.find((choice) => choice === query.get(name)) ?? null
	return {
		words: (query.get('q') ?? '').slice(0, LONGEST_SEARCH).trim(),
		what: chosen('what', WHATS),
		body: chosen('body', BODY_GROUPS),
		theme: chosen('theme', THEME_GROUPS),
		way: /^[a-z0-9_]+$/u.exec(query.get('way') ?? '')?.[0] ?? null,
		from: yearOf(query.get('from')),
		to: yearOf(query.get('to')),
		part: Math.max(1, Number(/^\d{1,4}$/u.exec(query.get('part') ?? '')?.[0] ?? 1)),
	}
}

/** The same search in an address, for another part of the list. */
export function searchAsQuery(search: LibrarySearch): string {
	const { words, part, ...choices } = search
	const pairs = Object.entries({ q: words === '' ? null : words, ...choices, part: part > 1 ? part : null })
	return new URLSearchParams(
		pairs.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
	).toString()
}

function yearOf(typed: string | null): number | null {
	const digits = /^[12]\d{3}$/u.exec((typed ?? '').normalize('NFKC').trim())?.[0]
	return digits === undefined ? null : Number(digits)
}
