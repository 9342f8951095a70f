import { type Correction, correctedText, correctionsOf } from '#contract/corrections.ts'
import { DOCUMENT_TYPES, type DocumentType } from '#contract/library-texts.ts'
import { type LibrarySearch, searchAsQuery } from '#contract/read-library-search.ts'
import type { Language } from '#domain/languages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import type { Written } from '#server/guide/library.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { type Entry, entriesIn } from '#server/guide/search/entries.ts'
import { type Hits, searchIn } from '#server/guide/search/search-index.ts'

/** Entries on one page of a list; more would not fit the first round trip of a slow line. */
const ON_ONE_PAGE = 20

const NO_CHOICES = { what: null, body: null, theme: null, way: null, from: null, to: null, part: 1 } as const

/** What a page of the library lists. */
export type LibraryPage =
	/** Nothing was asked: the documents to know first. */
	| { lists: 'core'; groups: readonly { type: DocumentType; entries: readonly Entry[] }[]; documents: number }
	| {
			lists: 'found'
			how: Hits['how']
			count: number
			/** Place of the first entry shown, from 1. */
			first: number
			entries: readonly Entry[]
			/** The same search, further up and down the list. */
			before: string | null
			after: string | null
	  }
	| {
			lists: 'nothing'
			/** How much fits the words without the choices beside them, and that search. */
			withoutChoices: number
			wider: string
			/** Where to go instead. */
			elsewhere: readonly Entry[]
	  }

/** Answers a search of the library and of everything else in the guide. */
export function libraryPage(
	language: Language,
	search: LibrarySearch,
	corrections: readonly Correction[] = [],
): LibraryPage {
	const { entries, hits } = shelfIn(language)
	if (search.words === '' && !hasChoices(search)) return corePage(entries)
	const { how, ids } =
		search.words === '' ? { how: 'all-words' as const, ids: newestFirst(entries) } : hits(search.words)
	const all = ids.flatMap((id) => entries.get(id) ?? [])
	const fitting = all.filter((entry) => fits(entry, search))
	if (fitting.length === 0) {
		const wider = searchAsQuery({ ...NO_CHOICES, words: search.words })
		const elsewhere = [...entries.values()].filter(({ kind }) => kind === 'page')
		return { lists: 'nothing', withoutChoices: search.words === '' ? 0 : all.length, wider, elsewhere }
	}
	const part = Math.min(search.part, Math.ceil(fitting.length / ON_ONE_PAGE))
	const from = (part - 1) * ON_ONE_PAGE
	return {
		lists: 'found',
		how,
		count: fitting.length,
		first: from + 1,
		entries: fitting.slice(from, from + ON_ONE_PAGE).map((entry) => corrected(entry, language, corrections)),
		before: part > 1 ? searchAsQuery({ ...search, part: part - 1 }) : null,
		after: from + ON_ONE_PAGE < fitting.length ? searchAsQuery({ ...search, part: part + 1 }) : null,
	}
}

/** Ways that at least one document is for, with their names. */
export function waysWithDocuments(language: Language): readonly { id: string; name: string }[] {
	const used = new Set(
		[...shelfIn(language).entries.values()].flatMap(({ document }) => document?.ways ?? []),
	)
	return mechanisms
		.filter(({ id }) => used.has(id))
		.map(({ id }) => ({ id, name: mechanismTextOf(language, id).name }))
}

type Shelf = { entries: ReadonlyMap<string, Entry>; hits: (typed: string) => Hits }

/** Made when somebody first searches in a language, and kept: texts change only with a new build. */
const shelves = new Map<Language, Shelf>()

function shelfIn(language: Language): Shelf {
	const kept = shelves.get(language)
	if (kept !== undefined) return kept
	const found = [...entriesIn(language)]
	const shelf = {
		entries: new Map(found.map(([id, { entry }]) => [id, entry])),
		hits: searchIn(
			found.map(([id, { texts }]) => ({ id, ...texts })),
			language,
		),
	}
	shelves.set(language, shelf)
	return shelf
}

function hasChoices({ what, body, theme, way, from, to }: LibrarySearch): boolean {
	return [what, body, theme, way, from, to].some((choice) => choice !== null)
}

/** Everything but what is of one type is no document: years, themes and bodies are of documents. */
function fits({ kind, document }: Entry, { what, body, theme, way, from, to }: LibrarySearch): boolean {
	if (what !== null && what !== kind && what !== document?.type) return false
	if (body === null && theme === null && way === null && from === null && to === null) return true
	if (document === null) return false
	const { year, themes, ways } = document
	return (
		(body === null || document.body === body) &&
		(theme === null || themes.includes(theme)) &&
		(way === null || ways.includes(way)) &&
		(from === null || year >= from) &&
		(to === null || year <= to)
	)
}

function newestFirst(entries: ReadonlyMap<string, Entry>): string[] {
	const yearOf = (entry: Entry) => entry.document?.year ?? 0
	return [...entries].sort(([, one], [, other]) => yearOf(other) - yearOf(one)).map(([id]) => id)
}

/** What the host of this site set right is right in lists, too. */
function corrected(entry: Entry, language: Language, corrections: readonly Correction[]): Entry {
	const file = fileOf(entry)
	const own = file === null ? [] : correctionsOf(corrections, language, file)
	if (own.length === 0) return entry
	const { title, why } = entry
	const right = ({ text, ...written }: Written): Written => ({ ...written, text: correctedText(text, own) })
	return { ...entry, title: right(title), why: why === null ? null : right(why) }
}

/** The file of the guide an entry is taken from, where a host may correct it. */
function fileOf({ kind, key }: Entry): string | null {
	if (kind === 'way') return `mechanisms/${key}`
	if (kind === 'act') return 'acts'
	return kind === 'expert' ? 'mandates' : null
}

function corePage(entries: ReadonlyMap<string, Entry>): LibraryPage {
	const documents = [...entries.values()].filter(({ document }) => document !== null)
	return {
		lists: 'core',
		groups: DOCUMENT_TYPES.map((type) => ({
			type,
			entries: documents.filter(({ document }) => document?.core === true && document.type === type),
		})).filter((group) => group.entries.length > 0),
		documents: documents.length,
	}
}
