import { readFileSync } from 'node:fs'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, isLanguage, type Language } from '#domain/languages.ts'
import { fillGaps } from '#server/words/fill-gaps.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'
import type { Scope } from '#server/words/scope.ts'

/** The texts of a page of the door, in one language. */
export type DoorWords = Pick<
	InterfaceWords,
	| 'attendance'
	| 'card'
	| 'common'
	| 'ended'
	| 'languages'
	| 'pages'
	| 'plain'
	| 'refusals'
	| 'return'
	| 'tell'
> & {
	/** That some sentences are in another language, where that is so. */
	borrowed: string | null
}

// Nothing bundles this process: it reads texts from the disk. A test holds all languages to the keys of English.

/** What a further language lacks is in the language its scope names, and the page then says so. */
export function doorWords(language: InterfaceLanguage): DoorWords {
	const scope = scopeOf(language)
	let gaps = 0
	const note = () => {
		gaps += 1
	}
	const words = {
		attendance: filledPart(language, 'attendance', note),
		card: filledPart(language, 'card', note),
		common: filledPart(language, 'common', note),
		ended: filledPart(language, 'ended', note),
		languages: filledPart(language, 'languages', note),
		pages: filledPart(language, 'pages', note),
		plain: filledPart(language, 'plain', note),
		refusals: filledPart(language, 'refusals', note),
		return: filledPart(language, 'return', note),
		tell: filledPart(language, 'tell', note),
	}
	return { ...words, borrowed: scope !== null && gaps > 0 ? scope.somePlaces : null }
}

/** The language of the return words somebody is given. */
export function listLanguage(language: InterfaceLanguage): Language {
	return isLanguage(language) ? language : (scopeOf(language)?.otherwise ?? 'en')
}

/** The door's own texts in every language that has them. */
export function plainInAll(): { language: InterfaceLanguage; words: InterfaceWords['plain'] }[] {
	return INTERFACE_LANGUAGES.filter((language) => speaks(language, 'plain')).map((language) => ({
		language,
		words: textsOf(language, 'plain'),
	}))
}

function filledPart<Part extends keyof InterfaceWords>(
	language: InterfaceLanguage,
	part: Part,
	note: () => void,
): InterfaceWords[Part] {
	const own = speaks(language, part) ? textsOf(language, part) : undefined
	return fillGaps(own, textsOf(listLanguage(language), part), note) as InterfaceWords[Part]
}

function speaks(language: InterfaceLanguage, part: keyof InterfaceWords): boolean {
	return scopeOf(language)?.parts.includes(part) ?? true
}

/** @returns null for a language that speaks every page */
function scopeOf(language: InterfaceLanguage): Scope | null {
	return isLanguage(language) ? null : (jsonAt(`${language}/scope`) as Scope)
}

function textsOf<Part extends keyof InterfaceWords>(
	language: InterfaceLanguage,
	part: Part,
): InterfaceWords[Part] {
	return jsonAt(`${language}/interface/${part}`) as InterfaceWords[Part]
}

function jsonAt(name: string): unknown {
	return JSON.parse(readFileSync(new URL(`../../content/${name}.json`, import.meta.url), 'utf8'))
}
