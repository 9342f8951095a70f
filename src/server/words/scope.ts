import { AsyncLocalStorage } from 'node:async_hooks'
import { type InterfaceLanguage, isLanguage, type Language } from '#domain/languages.ts'

/** How far a further language reaches, as `content/<language>/scope.json` states it. */
export type Scope = {
	/** The interface parts that are translated. */
	parts: readonly string[]
	/** The language everything else is shown in. */
	otherwise: Language
	/** In the further language: this page is in the other one. */
	wholePage: string
	/** In the further language: some sentences of this page are in the other one. */
	somePlaces: string
	/** Text of the link that leads back from such a page. */
	home: string
}

/** What of a page was taken from the other language while it was put together. */
export type Borrowed = { how: 'nothing' | 'some-places' | 'whole-page' }

const files = import.meta.glob<{ default: Scope }>('../../../content/*/scope.json', { eager: true })
const pages = new AsyncLocalStorage<Borrowed>()

/** @returns null for a language that speaks every page */
export function scopeOf(language: InterfaceLanguage): Scope | null {
	if (isLanguage(language)) return null
	const file = files[`../../../content/${language}/scope.json`]
	if (file === undefined) throw new RangeError(`no scope of ${language}`)
	return file.default
}

/** Puts a page together and notes what it borrows from another language. */
export function notingBorrowed<Result>(work: (borrowed: Borrowed) => Result): Result {
	const borrowed: Borrowed = { how: 'nothing' }
	return pages.run(borrowed, () => work(borrowed))
}

/** The language a part is shown in to readers of `language`. */
export function languageOfPart(language: InterfaceLanguage, part: string): InterfaceLanguage {
	const scope = scopeOf(language)
	if (scope === null || scope.parts.includes(part)) return language
	noteSomePlaces()
	return scope.otherwise
}

/** The page being put together shows at least one text in another language. */
export function noteSomePlaces(): void {
	const borrowed = pages.getStore()
	if (borrowed?.how === 'nothing') borrowed.how = 'some-places'
}

/** The language for what only the complete languages have, word lists first of all. */
export function completeLanguage(language: InterfaceLanguage): Language {
	return isLanguage(language) ? language : (scopeOf(language)?.otherwise ?? 'en')
}

/** The language of a page that further languages do not have. */
export function languageOfWholePage(language: InterfaceLanguage): Language {
	const borrowed = pages.getStore()
	if (borrowed !== undefined && !isLanguage(language)) borrowed.how = 'whole-page'
	return completeLanguage(language)
}
