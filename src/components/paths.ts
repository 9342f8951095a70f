import type { InterfaceLanguage, Language } from '#domain/languages.ts'

// Every address of a page is spelled here and nowhere else.
export const paths = {
	start: '/',
	home: (language: InterfaceLanguage) => `/${language}`,
	before: (language: InterfaceLanguage) => `/${language}/w`,
	why: (language: InterfaceLanguage) => `/${language}/w/why`,
	tell: (language: InterfaceLanguage) => `/${language}/w/tell`,
	/** On the door without script, at an address of its own. */
	plain: (language: InterfaceLanguage) => `/${language}/w/plain`,
	return: (language: InterfaceLanguage) => `/${language}/w/return`,
	danger: (language: InterfaceLanguage) => `/${language}/danger`,
	whoReads: (language: InterfaceLanguage) => `/${language}/who-reads`,
	cannotDo: (language: InterfaceLanguage) => `/${language}/cannot-do`,
	realSite: (language: InterfaceLanguage) => `/${language}/real-site`,
	otherWays: (language: InterfaceLanguage) => `/${language}/other-ways`,
	carry: (language: InterfaceLanguage) => `/${language}/carry`,
	carryFile: (language: InterfaceLanguage) => `/${language}/carry/file`,
	upload: (language: InterfaceLanguage) => `/${language}/upload`,
	uploadKeys: (language: InterfaceLanguage) => `/${language}/upload/keys`,
	/** What a page needs to make letters; not a page. */
	letters: (language: Language) => `/${language}/letters.json`,
	find: (language: InterfaceLanguage) => `/${language}/find`,
	/** What a browser needs to find by itself. */
	finderFile: (language: InterfaceLanguage, version: string) => `/${language}/find/${version}.json`,
	rights: (language: InterfaceLanguage) => `/${language}/rights`,
	actGroup: (language: InterfaceLanguage, group: string) => `/${language}/rights/${group}`,
	guide: (language: InterfaceLanguage) => `/${language}/guide`,
	words: (language: InterfaceLanguage) => `/${language}/guide/words`,
	experts: (language: InterfaceLanguage) => `/${language}/guide/experts`,
	expert: (language: InterfaceLanguage, id: string) => `/${language}/guide/experts/${id}`,
	countries: (language: InterfaceLanguage) => `/${language}/country`,
	country: (language: InterfaceLanguage, code: string) => `/${language}/country/${code}`,
	mechanism: (language: InterfaceLanguage, id: string) => `/${language}/guide/${id}`,
	library: (language: InterfaceLanguage) => `/${language}/library`,
	document: (language: InterfaceLanguage, id: string) => `/${language}/library/${id}`,
	/** Where a mechanism is open. */
	where: (language: InterfaceLanguage, id: string) => `/${language}/guide/${id}/where`,
	story: (language: InterfaceLanguage) => `/${language}/story`,
	taking: (language: InterfaceLanguage) => `/${language}/part`,
	part: (language: InterfaceLanguage, id: string) => `/${language}/part/${id}`,
	about: (language: InterfaceLanguage) => `/${language}/about`,
	desk: (language: InterfaceLanguage) => `/${language}/desk`,
	closeDesk: (language: InterfaceLanguage) => `/${language}/desk/close`,
	leave: '/leave',
} as const
