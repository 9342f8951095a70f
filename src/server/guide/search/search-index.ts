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

/** When nothing has all words, the rarest are looked for: they say most. */
const MOST_LOOSE_WORDS = 5

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
	const holdersOf = ({ terms }: TypedWord) => Math.max(...terms.map((term) => holders.get(term) ?? 0))
	return (typed) => {
		const words = typedWords(typed, language).slice(0, MOST_WORDS)
		const telling = words.filter((word) => holdersOf(word) <= entries.length * EVERYWHERE)
		const wanted = telling.length > 0 ? telling : words
		if (wanted.length === 0) return { how: 'nothing', ids: [] }
		const symbol = termOfSymbol(typed)
		const find = (combineWith: 'AND' | 'OR', parts: readonly Part[]) =>
			index
				.search({ combineWith: 'OR', queries: [symbol, { combineWith, queries: parts.map(queryOf) }] })
				.map(({ id }) => String(id))
		const parts = wanted.map((word) => partOf(word, word === words.at(-1), holders))
		const all = find('AND', parts)
		if (all.length > 0)
			return { how: parts.some(({ slips }) => slips > 0) ? 'similar-words' : 'all-words', ids: all }
		const rarest = parts
			.filter(({ word, isBegun, slips }) => isBegun || slips > 0 || holdersOf(word) > 0)
			.toSorted((one, other) => holdersOf(one.word) - holdersOf(other.word))
		const some = find('OR', rarest.slice(0, MOST_LOOSE_WORDS))
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

/** One typed word, and how it is looked for. */
type Part = { word: TypedWord; isBegun: boolean; slips: number }

/** Only a word that stands nowhere is taken for a slip; the last one may still be unfinished. */
function partOf(word: TypedWord, isLast: boolean, holders: SearchableMap<number>): Part {
	const { written, terms, isSpelled } = word
	const isBegun = isSpelled && isLast
	const stands = terms.some((term) => holders.has(term)) || (isBegun && beginsAny(written, holders))
	const slips = stands || !isSpelled ? 0 : FORGIVEN_FROM.filter((letters) => written.length >= letters).length
	return { word, isBegun, slips }
}

function queryOf({ word: { written, terms }, isBegun, slips }: Part): Query {
	return {
		combineWith: 'OR',
		queries: [...terms],
		boost: WEIGHTS,
		prefix: (term) => isBegun && term === written,
		fuzzy: (term) => (slips > 0 && term === written ? slips : false),
	}
}

function beginsAny(beginning: string, holders: SearchableMap<number>): boolean {
	return !holders.atPrefix(beginning).keys().next().done
}
