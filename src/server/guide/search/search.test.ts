import { expect, test } from 'vitest'
import { readLibrarySearch } from '#contract/read-library-search.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { documentsIn } from '#server/guide/library.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { libraryPage, type LibraryPage } from '#server/guide/search/library-page.ts'

function search(language: Language, query: Record<string, string>): LibraryPage {
	return libraryPage(language, readLibrarySearch(new URLSearchParams(query)))
}

/** Titles found, the best first. */
function titles(language: Language, typed: string): string[] {
	const shown = search(language, { q: typed })
	return shown.lists === 'found' ? shown.entries.map(({ title }) => title.text) : []
}

const GC37 = 'General comment No. 37 (2020) on the right of peaceful assembly (article 21)'
const RESOLUTION_54_24 =
	'Cooperation with the United Nations, its representatives and mechanisms in the field of human rights'

test.each([
	['A/HRC/RES/54/24', RESOLUTION_54_24],
	['A/HRC/54/24', RESOLUTION_54_24],
	['a/hrc/res/54/24', RESOLUTION_54_24],
	['54/24', RESOLUTION_54_24],
	['resolution 54/24', RESOLUTION_54_24],
	['CCPR/C/GC/37', GC37],
	['ccpr gc 37', GC37],
	['gc37', GC37],
	['general comment no 37', GC37],
	['1996/31', 'Consultative relationship between the United Nations and non-governmental organizations'],
	['ICCPR', 'International Covenant on Civil and Political Rights'],
])('somebody who types the symbol %s comes first to the text that has it', (typed, title) => {
	expect(titles('en', typed)[0]).toBe(title)
})

test.each([
	['en', 'another form', 'disappeared', 'Enforced disappearance'],
	['en', 'one for many', 'lawyer', 'Basic Principles on the Role of Lawyers'],
	[
		'en',
		'a beginning',
		'peasan',
		'Working Group on the rights of peasants and other people working in rural areas',
	],
	['en', 'a slip', 'tortrue', 'Torture or cruel treatment'],
	['en', 'capitals', 'UNIVERSAL PERIODIC REVIEW', 'Universal Periodic Review'],
	['en', 'a country', 'mexico', 'Mexico'],
	['fr', 'another form', 'disparitions forcées', 'Disparition forcée'],
	['fr', 'no accents', 'detention arbitraire', 'Détention arbitraire'],
	['fr', 'the French letters', 'PIDCP', 'Pacte international relatif aux droits civils et politiques'],
	['fr', 'an elision', 'l’avocat', 'Avocat puni ou écarté'],
	['es', 'another form', 'abogadas', 'Abogado castigado o apartado'],
	['es', 'no accents', 'detencion', 'Detención arbitraria'],
	['es', 'a slip', 'represslias', 'Represalia'],
	[
		'es',
		'an English title',
		'human rights defenders in conflict',
		'Recognizing the contribution of human rights defenders, including women human rights defenders, in conflict and post-conflict situations, to the enjoyment and realization of human rights',
	],
	['ar', 'the article', 'اختفاء قسري', 'الاختفاء القسري'],
	['ar', 'vowel signs and a stretched line', 'احتِجــاز تعسفي', 'الاحتجاز التعسفي'],
	[
		'ar',
		'hurried letters',
		'الارهاب',
		'المقرر الخاص المعني بتعزيز وحماية حقوق الإنسان والحريات الأساسية في سياق مكافحة الإرهاب',
	],
	[
		'ar',
		'Arabic digits',
		'التعليق العام ٣٧',
		'التعليق العام رقم 37 (2020) بشأن الحق في التجمع السلمي (المادة 21)',
	],
	['ar', 'one for many', 'المحامين', 'عقاب محامٍ أو إبعاده'],
	['ru', 'a grammatical form', 'насильственного исчезновения', 'Насильственное исчезновение'],
	['ru', 'no ё', 'Конвенция о правах ребенка', 'Конвенция о правах ребёнка'],
	['ru', 'the Russian letters', 'МПГПП', 'Международный пакт о гражданских и политических правах'],
	['zh', 'no spaces', '强迫失踪', '强迫失踪'],
	['zh', 'one word of a long title', '维护者', '人权维护者'],
	['zh', 'a number', '第37号一般性意见', '关于和平集会权的第37号一般性意见（2020年）（第二十一条）'],
] as const)('in %s, %s: “%s” finds “%s” among the first five', (language, _, typed, title) => {
	expect(titles(language, typed).slice(0, 5)).toContain(title)
})

test('what is in a title comes before what is in the line below, and that before the rest', () => {
	const found = titles('en', 'torture')
	const at = (part: string) => found.findIndex((title) => title.includes(part))
	expect(at('Convention against Torture')).toBeGreaterThanOrEqual(0)
	expect(found.slice(0, 8).every((title) => /tortur/iu.test(title))).toBe(true)
})

test('a whole sentence finds what has some of its words, and the page says so', () => {
	const shown = search('en', { q: 'my son was taken by the police' })
	expect(shown).toMatchObject({ lists: 'found', how: 'some-words' })
	expect(titles('en', 'my son was taken by the police')[0]).toBe('Someone was taken away')
	expect(search('en', { q: 'tortrue' })).toMatchObject({ how: 'similar-words' })
	expect(search('en', { q: 'torture' })).toMatchObject({ how: 'all-words' })
})

test.each(LANGUAGES)('every document is found in %s by its symbol and by its title', (language) => {
	for (const { id, symbol, title } of documentsIn(language)) {
		expect(titles(language, title.text), id).toContain(title.text)
		const shown = search(language, { q: symbol ?? title.text })
		if (symbol !== null) expect(shown.lists === 'found' && shown.entries[0]?.key).toBe(id)
	}
})

test('choices leave only documents they hold for, and the number is said', () => {
	const all = search('en', { what: 'document' })
	expect(all).toMatchObject({ lists: 'found', count: documentsIn('en').length, before: null })
	const shown = search('en', { what: 'general-comment', body: 'cat', from: '2012', to: '2018' })
	expect(shown.lists === 'found' && shown.entries.map(({ document }) => document?.symbol)).toEqual([
		'CAT/C/GC/4',
		'CAT/C/GC/3',
	])
	const way = search('en', { way: 'ua_ced', theme: 'life-body' })
	expect(way.lists === 'found' && way.entries.map(({ key }) => key)).toContain('doc-015')
})

test('a long list is handed out in parts, none twice and none left out', () => {
	const seen: string[] = []
	let query: string | null = 'what=document'
	while (query !== null) {
		const shown = libraryPage('en', readLibrarySearch(new URLSearchParams(query)))
		if (shown.lists !== 'found') expect.fail('a part is empty')
		seen.push(...shown.entries.map(({ key }) => key))
		query = shown.after
	}
	expect(seen.toSorted()).toEqual(documentsIn('en').map(({ id }) => id))
})

test('nobody leaves with nothing: the page says what to try, and what their choices hid', () => {
	const shown = search('en', { q: 'torture', from: '2099' })
	expect(shown.lists === 'nothing' && shown.withoutChoices).toBeGreaterThan(5)
	expect(shown.lists === 'nothing' && shown.wider).toBe('q=torture')
	const strange = search('en', { q: 'qqqqq wwwww' })
	expect(strange.lists === 'nothing' && strange.elsewhere.map(({ key }) => key)).toContain('find')
	for (const typed of [
		'',
		' ',
		'/',
		'"',
		'\u0000',
		'%',
		'🙂',
		'a',
		'．'.repeat(300),
		'54/',
		'(((',
		'*',
		'<MiniSearch.wildcard>',
	])
		expect(() => search('en', { q: typed, part: '9'.repeat(3), way: '../x', from: 'x' })).not.toThrow()
})

test('somebody who asks for nothing gets the texts to know first', () => {
	const shown = search('fr', {})
	const core = documentsIn('fr').filter((document) => document.core)
	expect(shown.lists === 'core' && shown.groups.flatMap(({ entries }) => entries).length).toBe(core.length)
})

test('what the host set right stands in the list as well', () => {
	const wrong = mechanismTextOf('en', 'ua_ced').can[0]
	if (typeof wrong !== 'string') expect.fail('the sentence is not confirmed')
	const correction = {
		page: 'mechanisms/ua_ced',
		language: 'en',
		replaces: wrong,
		text: 'Its office is closed this month.',
		by: 'Ruth',
		on: '2026-11-20' as Day,
		source: 'a letter',
		until: '2026-12-20' as Day,
	} as const
	const shown = libraryPage('en', readLibrarySearch(new URLSearchParams('q=someone+was+taken')), [correction])
	const lines = shown.lists === 'found' ? shown.entries.map(({ why }) => why?.text) : []
	expect(lines).toContain(correction.text)
	expect(lines).not.toContain(wrong)
})
