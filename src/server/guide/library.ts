import groupsFile from '#content/facts/library-groups.json' with { type: 'json' }
import libraryFile from '#content/facts/library.json' with { type: 'json' }
import namesFile from '#content/facts/short-names.json' with { type: 'json' }
import {
	BODY_GROUPS,
	type BodyGroup,
	libraryFacts,
	libraryGroups,
	type LibraryDocument,
	libraryTexts,
	shortNames,
	THEME_GROUPS,
	type ThemeGroup,
	themeWords,
} from '#contract/library-texts.ts'
import { readPage } from '#contract/read-page.ts'
import type { Day } from '#domain/days.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { guideFile } from '#server/guide/guide-file.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'

const { documents, meta } = readPage(libraryFacts, 'facts/library', libraryFile)
const groups = readPage(libraryGroups, 'facts/library-groups', groupsFile)
const names = readPage(shortNames, 'facts/short-names', namesFile)
const texts = new Map(
	LANGUAGES.map((language) => [
		language,
		readPage(libraryTexts, `${language}/guide/library`, guideFile(language, 'library')),
	]),
)

const typed = new Map(
	LANGUAGES.map((language) => [
		language,
		readPage(themeWords, `${language}/guide/theme-words`, guideFile(language, 'theme-words')),
	]),
)

export const libraryChecked: { checked: Day; nextCheck: Day } = meta

/** A text with the language it is written in. */
export type Written = { text: string; language: Language }

/** An address of a document. Those formed from the symbol were never opened. */
export type DocumentAddress = { url: string; host: string; confirmed: boolean }

export type DocumentOnPage = Omit<LibraryDocument, 'themes' | 'url' | 'mechanisms'> & {
	title: Written
	/** Whether the title was compared with the official one. */
	titleConfirmed: boolean
	/** The English title, when the other is not English. */
	english: string | null
	why: Written
	themes: readonly ThemeGroup[]
	bodyGroup: BodyGroup
	address: DocumentAddress | null
	/** Short names people type for it. */
	shortNames: readonly string[]
	/** Mechanisms that use it, or whose legal text it is. */
	ways: readonly string[]
}

const shelves = new Map(
	LANGUAGES.map((language) => [language, documents.map((one) => onPage(one, language))]),
)

/** All documents, in the words of one language; what nobody wrote in it stands in English. */
export function documentsIn(language: Language): readonly DocumentOnPage[] {
	const found = shelves.get(language)
	if (found === undefined) throw new RangeError(`no library in ${language}`)
	return found
}

/** @returns null when there is no such document */
export function documentPage(language: Language, id: string): DocumentOnPage | null {
	return documentsIn(language).find((one) => one.id === id) ?? null
}

/** What people type when they look for documents on a theme. */
export function typedFor(language: Language, theme: ThemeGroup): string {
	const found = typed.get(language)
	if (found === undefined) throw new RangeError(`nobody says what is typed in ${language}`)
	return found[theme]
}

/** A document as other pages link to it. */
export type DocumentLink = Pick<DocumentOnPage, 'id' | 'title' | 'titleConfirmed' | 'address'>

/** @throws RangeError when a page names a document nobody has */
export function documentLink(language: Language, id: string): DocumentLink {
	const found = documentPage(language, id)
	if (found === null) throw new RangeError(`no document ${id}`)
	const { title, titleConfirmed, address } = found
	return { id, title, titleConfirmed, address }
}

const longestFirst = Object.entries(names.onPages).sort(([one], [other]) => other.length - one.length)

/** The document an article stands in, as `ICCPR 6`, with its short name; null for a text the library does not have. */
export function documentOfRef(ref: string): { id: string; short: string } | null {
	const found = longestFirst.find(([short]) => ref === short || ref.startsWith(`${short} `))
	return found === undefined ? null : { short: found[0], id: found[1] }
}

function onPage(document: LibraryDocument, language: Language): DocumentOnPage {
	const { id, symbol, year, type, body, provisions, confirmed, core } = document
	const own = texts.get(language)?.[id]
	const english = texts.get('en')?.[id]
	if (english?.why === undefined) throw new RangeError(`nobody wrote of ${id} in English`)
	return {
		...{ id, symbol, year, type, body, provisions, confirmed, core },
		title: own === undefined ? { text: english.title, language: 'en' } : { text: own.title, language },
		titleConfirmed: (own ?? english).titleConfirmed !== false,
		english: own === undefined || language === 'en' ? null : english.title,
		why: own?.why === undefined ? { text: english.why, language: 'en' } : { text: own.why, language },
		themes: THEME_GROUPS.filter((group) =>
			groups.themes[group].some((theme) => document.themes.includes(theme)),
		),
		bodyGroup: bodyGroupOf(document),
		address: addressOf(document),
		shortNames: shortNamesOf(id),
		ways: waysOf(id, document.mechanisms),
	}
}

function bodyGroupOf({ id, body }: LibraryDocument): BodyGroup {
	const found = BODY_GROUPS.find((group) => groups.bodies[group].includes(body))
	if (found === undefined) throw new RangeError(`${id}: ${body} stands in no group`)
	return found
}

function addressOf({ url, confirmed }: LibraryDocument): DocumentAddress | null {
	if (url === null) return null
	const { host } = new URL(url)
	return { url, host, confirmed: confirmed && host !== 'docs.un.org' }
}

function shortNamesOf(id: string): string[] {
	return Object.entries({ ...names.alsoTyped, ...names.onPages }).flatMap(([short, document]) =>
		document === id ? [short] : [],
	)
}

function waysOf(document: string, uses: readonly string[]): string[] {
	return mechanisms
		.map(({ id }) => id)
		.filter(
			(id) =>
				uses.includes(id) ||
				mechanismTextOf('en', id).details?.law.some((law) => law.document === document) === true,
		)
}
