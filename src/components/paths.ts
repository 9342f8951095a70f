import type { Language } from '#domain/languages.ts'

// Every address of a page is spelled here and nowhere else.
export const paths = {
	start: '/',
	home: (language: Language) => `/${language}`,
	before: (language: Language) => `/${language}/w`,
	why: (language: Language) => `/${language}/w/why`,
	tell: (language: Language) => `/${language}/w/tell`,
	/** On the door without script, at an address of its own. */
	plain: (language: Language) => `/${language}/w/plain`,
	return: (language: Language) => `/${language}/w/return`,
	danger: (language: Language) => `/${language}/danger`,
	whoReads: (language: Language) => `/${language}/who-reads`,
	cannotDo: (language: Language) => `/${language}/cannot-do`,
	realSite: (language: Language) => `/${language}/real-site`,
	otherWays: (language: Language) => `/${language}/other-ways`,
	about: (language: Language) => `/${language}/about`,
	desk: (language: Language) => `/${language}/desk`,
	leave: '/leave',
} as const
