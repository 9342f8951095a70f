import type common from '#content/en/interface/common.json'
import type desk from '#content/en/interface/desk.json'
import type inbox from '#content/en/interface/inbox.json'
import type pages from '#content/en/interface/pages.json'
import type plain from '#content/en/interface/plain.json'
import type refusals from '#content/en/interface/refusals.json'
import type back from '#content/en/interface/return.json'
import type setup from '#content/en/interface/setup.json'
import type tell from '#content/en/interface/tell.json'
import type { Language } from '#domain/languages.ts'

/** The interface texts, by part. English decides the keys; the other languages are held to it by a test. */
export type InterfaceWords = {
	common: typeof common
	pages: typeof pages
	plain: typeof plain
	tell: typeof tell
	return: typeof back
	desk: typeof desk
	inbox: typeof inbox
	setup: typeof setup
	refusals: typeof refusals
}

const files = import.meta.glob<{ default: unknown }>('../../../content/*/interface/*.json', { eager: true })

/** The texts of one part in one language. Pages send only the parts they show. */
export function interfaceWords<Part extends keyof InterfaceWords>(
	language: Language,
	part: Part,
): InterfaceWords[Part] {
	const file = files[`../../../content/${language}/interface/${part}.json`]
	if (file === undefined) throw new RangeError(`no ${part} texts in ${language}`)
	return file.default as InterfaceWords[Part]
}
