import { ACT_GROUPS } from '#contract/act-texts.ts'
import type { Correction } from '#contract/corrections.ts'
import type { Sentence } from '#contract/guide-texts.ts'
import { paths } from '#components/paths.ts'
import { say, sayDay } from '#components/say.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { actsChecked, actsOf } from '#server/guide/act-pages.ts'
import { countryPage } from '#server/guide/country-page.ts'
import { expertPage, expertsChecked } from '#server/guide/expert-pages.ts'
import { acceptanceChecked, mechanismsChecked } from '#server/guide/facts.ts'
import { mechanismPage } from '#server/guide/mechanism-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

/** What a page of the guide says in short: the text to send on, the card and the poster are made of it. */
export type Sheet = {
	title: string
	/** Its name in the field, where the title is not that name. */
	official: Sentence | null
	/** What limits all of it: as of which day it was read, or that nobody is at work. */
	caveat: string | null
	/** Most needed first. */
	parts: readonly { label: string; sentences: readonly Sentence[] }[]
	/** Whether much of the page was not read in any document. */
	confirmed: boolean
	checked: { checked: Day; nextCheck: Day }
	/** Address of the page, without that of the site. */
	page: string
}

type MakeSheet = (language: Language, id: string, corrections: readonly Correction[]) => Sheet | null

/** Pages that can be sent on, by the part of the guide they belong to. */
const KINDS = { guide: wayInShort, experts: expertInShort, rights: actsInShort, country: countryInShort }

/**
 * @param corrections what the host of this site set right
 * @returns null when there is no such page
 */
export function sheetOf(
	language: Language,
	kind: string,
	id: string,
	corrections: readonly Correction[],
): Sheet | null {
	const make = new Map<string, MakeSheet>(Object.entries(KINDS)).get(kind)
	return make === undefined ? null : make(language, id, corrections)
}

function wayInShort(language: Language, id: string, corrections: readonly Correction[]): Sheet | null {
	const shown = mechanismPage(language, id, corrections)
	if (shown === null) return null
	const { can, cannot, strip } = interfaceWords(language, 'guide')
	const { text, confirmed } = shown
	return {
		title: text.name,
		official: text.official,
		caveat: null,
		parts: [
			{ label: can, sentences: text.can },
			{ label: cannot, sentences: text.cannot },
			{ label: strip.yourName, sentences: [text.yourName] },
			{ label: strip.speed, sentences: [text.speed] },
			{ label: strip.courtFirst, sentences: [text.courtFirst] },
		],
		confirmed,
		checked: mechanismsChecked,
		page: paths.mechanism(language, id),
	}
}

function expertInShort(language: Language, id: string, corrections: readonly Correction[]): Sheet | null {
	const shown = expertPage(language, id, corrections)
	if (shown === null) return null
	const { what, when, how, dormant } = interfaceWords(language, 'experts')
	const way = mechanismPage(language, 'sp_urgent', corrections)
	return {
		title: shown.name,
		official: null,
		caveat: shown.active ? null : dormant,
		parts: [
			{ label: what, sentences: [shown.about] },
			{ label: when, sentences: [shown.writeWhen] },
			...(way === null ? [] : [{ label: how, sentences: [way.text.yourName, ...way.text.cannot] }]),
		],
		confirmed: true,
		checked: expertsChecked,
		page: paths.expert(language, id),
	}
}

function actsInShort(language: Language, id: string, corrections: readonly Correction[]): Sheet | null {
	const group = ACT_GROUPS.find((one) => one === id)
	if (group === undefined) return null
	const { title, groups, note } = interfaceWords(language, 'rights')
	const acts = actsOf(language, group, corrections)
	return {
		title: groups[group],
		official: null,
		caveat: null,
		parts: [
			{ label: title, sentences: acts.map(({ name, meaning }) => `${name}: ${meaning}`) },
			{ label: note, sentences: acts[0]?.noteDown ?? [] },
		],
		confirmed: true,
		checked: actsChecked,
		page: paths.actGroup(language, group),
	}
}

function countryInShort(language: Language, code: string, corrections: readonly Correction[]): Sheet | null {
	const shown = countryPage(language, code, corrections)
	if (shown === null) return null
	const { open, everywhere, experts, asOf } = interfaceWords(language, 'country')
	const listed = [
		{ label: open, sentences: shown.open.map(openHere) },
		{ label: experts, sentences: shown.experts.map(({ name }) => name) },
		{ label: everywhere, sentences: shown.everywhere.map(({ name }) => name) },
	]
	return {
		title: shown.name,
		official: null,
		caveat: say(asOf, { day: sayDay(shown.asOf, language) }),
		parts: listed.filter(({ sentences }) => sentences.length > 0),
		confirmed: true,
		// The pages of the depositary were read as they stood that day; comparing them later makes them no newer.
		checked: { checked: acceptanceChecked.asOf, nextCheck: acceptanceChecked.nextCheck },
		page: paths.country(language, code),
	}
}

/** Regional lists were not read in any document; a way that is open by one keeps the mark. */
function openHere({ name, by }: { name: string; by: 'acceptance' | 'region' }): Sentence {
	return by === 'region' ? { text: name, confirmed: false } : name
}
