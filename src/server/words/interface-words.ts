import type common from '#content/en/interface/common.json'
import type desk from '#content/en/interface/desk.json'
import type inbox from '#content/en/interface/inbox.json'
import type languages from '#content/en/interface/languages.json'
import type pages from '#content/en/interface/pages.json'
import type refusals from '#content/en/interface/refusals.json'
import type back from '#content/en/interface/return.json'
import type setup from '#content/en/interface/setup.json'
import type tell from '#content/en/interface/tell.json'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { languageOfPart } from '#server/words/scope.ts'

/** The interface texts, by part. English decides the keys; the other languages are held to it by a test. */
export type InterfaceWords = {
	common: typeof common
	pages: typeof pages
	tell: typeof tell
	return: typeof back
	desk: typeof desk
	inbox: typeof inbox
	languages: typeof languages
	setup: typeof setup
	refusals: typeof refusals
}

const files = import.meta.glob<{ default: unknown }>('../../../content/*/interface/*.json', { eager: true })

/**
 * The texts of one part for readers of one language: in the other language of its scope where a further language has
 * none of its own, and the page then says so. Pages send only the parts they show.
 */
export function interfaceWords<Part extends keyof InterfaceWords>(
	language: InterfaceLanguage,
	part: Part,
): InterfaceWords[Part] {
	const written = languageOfPart(language, part)
	const file = files[`../../../content/${written}/interface/${part}.json`]
	if (file === undefined) throw new RangeError(`no ${part} texts in ${written}`)
	return file.default as InterfaceWords[Part]
}
