import { ACT_GROUPS } from '#contract/act-texts.ts'
import type { Sentence } from '#contract/guide-texts.ts'
import type { BodyGroup, DocumentType, ThemeGroup } from '#contract/library-texts.ts'
import type { Kind } from '#contract/read-library-search.ts'
import type { Language } from '#domain/languages.ts'
import { actsOf } from '#server/guide/act-pages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { expertsIn } from '#server/guide/expert-pages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { glossaryIn } from '#server/guide/glossary.ts'
import { documentsIn, typedFor, type Written } from '#server/guide/library.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { partIndex } from '#server/guide/part-pages.ts'
import type { Searchable } from '#server/guide/search/search-index.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

/** Pages that stand alone, under the names of their addresses. */
const PAGES = ['find', 'danger', 'rights', 'guide', 'experts', 'countries', 'taking', 'words'] as const

/** What leads to the page of an entry: the name of a page; else an id, a code, or a group of acts and the act in it. */
export type EntryLink =
	{ kind: 'page'; key: (typeof PAGES)[number] } | { kind: Exclude<Kind, 'page'>; key: string }

/** One thing that can be found, as a list shows it. */
export type Entry = EntryLink & {
	title: Written
	/** Another name it is known by. */
	also: Written | null
	why: Written | null
	/** What nobody has read in a source is marked. */
	confirmed: boolean
	document: DocumentFacts | null
}

type DocumentFacts = {
	symbol: string | null
	year: number
	type: DocumentType
	body: BodyGroup
	themes: readonly ThemeGroup[]
	ways: readonly string[]
	core: boolean
}

type Found = { entry: Entry; texts: Omit<Searchable, 'id'> }

/** Everything that can be searched. A new kind of page adds its line here. */
const KINDS_OF_ENTRIES: readonly ((language: Language) => Found[])[] = [
	pages,
	ways,
	parts,
	acts,
	experts,
	documents,
	words,
	countries,
]

/** All entries of the guide in one language, by id. */
export function entriesIn(language: Language): ReadonlyMap<string, Found> {
	return new Map(
		KINDS_OF_ENTRIES.flatMap((entriesOf) => entriesOf(language)).map((found) => [
			`${found.entry.kind}/${found.entry.key}`,
			found,
		]),
	)
}

const EVERY_ENTRY = { also: null, confirmed: true, document: null } as const
const EVERY_TEXT = { symbol: null, rest: [] } as const

function pages(language: Language): Found[] {
	const { home } = interfaceWords(language, 'pages')
	const { words, wordsIntro } = interfaceWords(language, 'library')
	const { guide, rights, experts, country, part } = {
		guide: interfaceWords(language, 'guide'),
		rights: interfaceWords(language, 'rights'),
		experts: interfaceWords(language, 'experts'),
		country: interfaceWords(language, 'country'),
		part: interfaceWords(language, 'part'),
	}
	const texts: Record<(typeof PAGES)[number], readonly [string, string]> = {
		find: [home.find, home.findHint],
		danger: [home.danger, home.dangerHint],
		rights: [rights.title, rights.intro],
		guide: [guide.title, guide.intro],
		experts: [experts.title, experts.intro],
		countries: [country.title, country.intro],
		taking: [part.title, part.intro],
		words: [words, wordsIntro],
	}
	return PAGES.map((key) => {
		const [title, why] = texts[key].map((text) => ({ text, language }))
		if (title === undefined || why === undefined) throw new RangeError(`nobody says what ${key} is`)
		return {
			entry: { ...EVERY_ENTRY, kind: 'page', key, title, why },
			texts: { ...EVERY_TEXT, titles: [title], why: [why] },
		}
	})
}

function ways(language: Language): Found[] {
	return mechanisms.map(({ id }) => {
		const { name, official, can, details, ...strip } = mechanismTextOf(language, id)
		const [first] = can
		if (first === undefined) throw new RangeError(`${id} says too little`)
		const written = (sentence: Sentence): Written => ({ text: textOf(sentence), language })
		const steps = (details?.steps ?? []).flatMap((step) => [step.do, step.text])
		const more = [...can, strip.goodFor, strip.notFor, ...(details?.who ?? []), ...steps]
		const titles = [written(name), written(official)]
		return {
			entry: {
				...EVERY_ENTRY,
				kind: 'way',
				key: id,
				title: written(name),
				also: typeof official === 'string' ? written(official) : null,
				why: written(first),
				confirmed: typeof first === 'string',
			},
			texts: { ...EVERY_TEXT, titles, why: [written(first)], rest: more.map(written) },
		}
	})
}

function parts(language: Language): Found[] {
	return partIndex(language).map(({ id, name, short }) => {
		const [first] = short
		if (first === undefined) throw new RangeError(`${id} says too little`)
		const written = (sentence: Sentence): Written => ({ text: textOf(sentence), language })
		return {
			entry: {
				...EVERY_ENTRY,
				kind: 'part',
				key: id,
				title: written(name),
				why: written(first),
				confirmed: typeof first === 'string',
			},
			texts: { ...EVERY_TEXT, titles: [written(name)], why: [written(first)], rest: short.map(written) },
		}
	})
}

function acts(language: Language): Found[] {
	return ACT_GROUPS.flatMap((group) =>
		actsOf(language, group).map(({ code, name, meaning, examples, rights }) => {
			const written = (text: string): Written => ({ text, language })
			const rest = [...examples, ...rights.map((right) => right.name)].map(written)
			return {
				entry: {
					...EVERY_ENTRY,
					kind: 'act',
					key: `${group}#${code}`,
					title: written(name),
					why: written(meaning),
				},
				texts: { ...EVERY_TEXT, titles: [written(name)], why: [written(meaning)], rest },
			}
		}),
	)
}

function experts(language: Language): Found[] {
	return expertsIn(language).map(({ id, name, about, writeWhen }) => {
		const title = { text: name, language }
		const why = { text: about, language }
		return {
			entry: { ...EVERY_ENTRY, kind: 'expert', key: id, title, why },
			texts: { ...EVERY_TEXT, titles: [title], why: [why], rest: [{ text: writeWhen, language }] },
		}
	})
}

function documents(language: Language): Found[] {
	return documentsIn(language).map((document) => {
		const { id, symbol, year, type, bodyGroup, themes, ways: uses, core, title, english, why } = document
		const also: Written | null = english === null ? null : { text: english, language: 'en' }
		const inEnglish = (text: string): Written => ({ text, language: 'en' })
		const labels = interfaceWords(language, 'library')
		return {
			entry: {
				kind: 'document',
				key: id,
				title,
				also,
				why,
				confirmed: document.confirmed,
				document: { symbol, year, type, body: bodyGroup, themes, ways: uses, core },
			},
			texts: {
				titles: [title, ...(also === null ? [] : [also]), ...document.shortNames.map(inEnglish)],
				symbol,
				why: [why],
				rest: [
					inEnglish(`${document.body} ${document.provisions ?? ''} ${String(year)}`),
					{ text: [labels.types[type], labels.bodies[bodyGroup]].join(' '), language },
					...themes.flatMap((theme) =>
						[labels.themes[theme], typedFor(language, theme)].map((text) => ({ text, language })),
					),
				],
			},
		}
	})
}

function words(language: Language): Found[] {
	return glossaryIn(language).map(({ id, term, forms, says }) => {
		const title = { text: term, language }
		const why = { text: says, language }
		const titles = [title, ...forms.map((text) => ({ text, language }))]
		return {
			entry: { ...EVERY_ENTRY, kind: 'word', key: id, title, why },
			texts: { ...EVERY_TEXT, titles, why: [why] },
		}
	})
}

function countries(language: Language): Found[] {
	return countryNames(language).map(({ code, name }) => {
		const title = { text: name, language }
		return {
			entry: { ...EVERY_ENTRY, kind: 'country', key: code, title, why: null },
			texts: { ...EVERY_TEXT, titles: [title], why: [] },
		}
	})
}

function textOf(sentence: Sentence): string {
	return typeof sentence === 'string' ? sentence : sentence.text
}
