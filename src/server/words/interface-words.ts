import type carry from '#content/en/interface/carry.json'
import type attendance from '#content/en/interface/attendance.json'
import type card from '#content/en/interface/card.json'
import type cardForm from '#content/en/interface/card-form.json'
import type closing from '#content/en/interface/closing.json'
import type common from '#content/en/interface/common.json'
import type country from '#content/en/interface/country.json'
import type desk from '#content/en/interface/desk.json'
import type drawing from '#content/en/interface/drawing.json'
import type ended from '#content/en/interface/ended.json'
import type ending from '#content/en/interface/ending.json'
import type experts from '#content/en/interface/experts.json'
import type find from '#content/en/interface/find.json'
import type found from '#content/en/interface/found.json'
import type guide from '#content/en/interface/guide.json'
import type host from '#content/en/interface/host.json'
import type inbox from '#content/en/interface/inbox.json'
import type languages from '#content/en/interface/languages.json'
import type later from '#content/en/interface/later.json'
import type library from '#content/en/interface/library.json'
import type letters from '#content/en/interface/letters.json'
import type notes from '#content/en/interface/notes.json'
import type notices from '#content/en/interface/notices.json'
import type part from '#content/en/interface/part.json'
import type pages from '#content/en/interface/pages.json'
import type plain from '#content/en/interface/plain.json'
import type refusals from '#content/en/interface/refusals.json'
import type retention from '#content/en/interface/retention.json'
import type back from '#content/en/interface/return.json'
import type rights from '#content/en/interface/rights.json'
import type setup from '#content/en/interface/setup.json'
import type team from '#content/en/interface/team.json'
import type tell from '#content/en/interface/tell.json'
import type translation from '#content/en/interface/translation.json'
import type story from '#content/en/interface/story.json'
import type where from '#content/en/interface/where.json'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { fillGaps } from '#server/words/fill-gaps.ts'
import { completeLanguage, languageOfPart, noteSomePlaces } from '#server/words/scope.ts'

/** The interface texts, by part. English decides the keys; the other languages are held to it by a test. */
export type InterfaceWords = {
	attendance: typeof attendance
	card: typeof card
	'card-form': typeof cardForm
	closing: typeof closing
	common: typeof common
	pages: typeof pages
	part: typeof part
	plain: typeof plain
	tell: typeof tell
	retention: typeof retention
	return: typeof back
	later: typeof later
	desk: typeof desk
	drawing: typeof drawing
	ended: typeof ended
	ending: typeof ending
	country: typeof country
	experts: typeof experts
	find: typeof find
	found: typeof found
	guide: typeof guide
	host: typeof host
	inbox: typeof inbox
	languages: typeof languages
	library: typeof library
	letters: typeof letters
	notes: typeof notes
	notices: typeof notices
	rights: typeof rights
	setup: typeof setup
	team: typeof team
	story: typeof story
	translation: typeof translation
	where: typeof where
	refusals: typeof refusals
	carry: typeof carry
}

// As they were written, and read when a page asks for them: most are only asked for while pages are built.
const files = import.meta.glob<string>('../../../content/*/interface/*.json', {
	eager: true,
	query: '?raw',
	import: 'default',
})
const read = new Map<string, unknown>()

/**
 * The texts of one part for readers of one language. What a further language lacks, a whole part or a single text, is in
 * the other language its scope names, and the page then says so. Pages send only the parts they show.
 */
export function interfaceWords<Part extends keyof InterfaceWords>(
	language: InterfaceLanguage,
	part: Part,
): InterfaceWords[Part] {
	const own = textsOf(languageOfPart(language, part), part)
	const model = textsOf(completeLanguage(language), part)
	return fillGaps(own, model, noteSomePlaces) as InterfaceWords[Part]
}

function textsOf(language: InterfaceLanguage, part: string): unknown {
	const place = `../../../content/${language}/interface/${part}.json`
	const known = read.get(place)
	if (known !== undefined) return known
	const file = files[place]
	if (file === undefined) throw new RangeError(`no ${part} texts in ${language}`)
	const texts: unknown = JSON.parse(file)
	read.set(place, texts)
	return texts
}
