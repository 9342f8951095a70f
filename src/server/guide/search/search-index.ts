import MiniSearch, { type Query } from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import type { Language } from '#domain/languages.ts'
import { termOfSymbol, termsOf, type TypedWord, typedWords } from '#server/guide/search/search-words.ts'

/** A text with the language it is written in. */
type Written = { text: string; language: Language }

/** What can be found, with the texts it is found by. */
export type Searchable = {
	id: string
	titles: readonly Written[]
	symbol: string | null
	/** The line that says why it matters. */
	why: readonly Written[]
	rest: readonly Written[]
}

/** Ids, the best first, and how well they fit what was typed. */
export type Hits = { how: 'all-words' | 'similar-words' | 'some-words' | 'nothing'; ids: readonly string[] }

/** Everything after is not looked at: nobody types more, and each word costs time. */
const MOST_WORDS = 10

/** A word in more than this share of all entries tells none from another. */
const EVERYWHERE = 1 / 3

/** Letters from which on a slip is forgiven; two from the second on. */
const FORGIVEN_FROM = [5, 7] as const

const FIELDS = ['title', 'symbol', 'why', 'rest'] as const
const WEIGHTS = { title: 12, symbol: 12, why: 3, rest: 1 } as const

/** Reads all entries once, and answers searches from memory. Keeps nothing of what is typed. */
export function searchIn(entries: readonly Searchable[], language: Language): (typed: string) => Hits {
	const index = new MiniSearch<Record<string, string>>({
		fields: [...FIELDS],
		// Texts come as terms with spaces between them.
		tokenize: (terms) => terms.split(' '),
		processTerm: (term) => term,
	})
	const holders = new SearchableMap<number>()
	const read = readerOf()
	const documents = entries.map((entry) => fieldsOf(entry, read))
	for (const fields of documents) {
		for (const term of new Set(FIELDS.flatMap((field) => fields[field].split(' '))))
			holders.set(term, (holders.get(term) ?? 0) + 1)
	}
	index.addAll(documents)
	const isEverywhere = ({ terms }: TypedWord) =>
		terms.some((term) => (holders.get(term) ?? 0) > entries.length * EVERYWHERE)
	return (typed) => {
		const words = typedWords(typed, language).slice(0, MOST_WORDS)
		const telling = words.filter((word) => !isEverywhere(word))
		const wanted = telling.length > 0 ? telling : words
		if (wanted.length === 0) return { how: 'nothing', ids: [] }
		const parts = wanted.map((word, at) => partOf(word, at === wanted.length - 1, holders))
		const found = (combineWith: 'AND' | 'OR') =>
			index
				.search({
					combineWith: 'OR',
					queries: [termOfSymbol(typed), { combineWith, queries: parts.map(({ query }) => query) }],
				})
				.map(({ id }) => String(id))
		const all = found('AND')
		if (all.length > 0)
			return { how: parts.some(({ isNear }) => isNear) ? 'similar-words' : 'all-words', ids: all }
		const some = found('OR')
		return { how: some.length > 0 ? 'some-words' : 'nothing', ids: some }
	}
}

/** Terms of texts, with what was worked out for earlier ones. */
function readerOf(): (texts: readonly Written[]) => string {
	const known = new Map<Language, Map<string, readonly string[]>>()
	return (texts) =>
		texts
			.flatMap(({ text, language }) => {
				const words = known.get(language) ?? new Map<string, readonly string[]>()
				known.set(language, words)
				return termsOf(text, language, words)
			})
			.join(' ')
}

function fieldsOf(
	{ id, titles, symbol, why, rest }: Searchable,
	read: (texts: readonly Written[]) => string,
): Record<'id' | (typeof FIELDS)[number], string> {
	return {
		id,
		title: read(titles),
		symbol: symbol === null ? '' : `${termOfSymbol(symbol)} ${read([{ text: symbol, language: 'en' }])}`,
		why: read(why),
		rest: read(rest),
	}
}

/** Only a word that stands nowhere is taken for a slip; the last one may still be unfinished. */
function partOf(
	{ written, terms, isSpelled }: TypedWord,
	isLast: boolean,
	holders: SearchableMap<number>,
): { query: Query; isNear: boolean } {
	const isBegun = isSpelled && isLast
	const stands = terms.some((term) => holders.has(term)) || (isBegun && beginsAny(written, holders))
	const slips = stands || !isSpelled ? 0 : FORGIVEN_FROM.filter((letters) => written.length >= letters).length
	return {
		query: {
			combineWith: 'OR',
			queries: [...terms],
			boost: WEIGHTS,
			prefix: (term) => isBegun && term === written,
			fuzzy: (term) => (slips > 0 && term === written ? slips : false),
		},
		isNear: slips > 0,
	}
}

function beginsAny(beginning: string, holders: SearchableMap<number>): boolean {
	return !holders.atPrefix(beginning).keys().next().done
}
