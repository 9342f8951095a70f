import actsFile from '#content/facts/acts.json' with { type: 'json' }
import {
	ACT_GROUPS,
	type ActGroup,
	actFacts,
	type ActText,
	actTexts,
	type RightText,
	type RightTexts,
	rightTexts,
} from '#contract/act-texts.ts'
import type { Correction } from '#contract/corrections.ts'
import { readPage } from '#contract/read-page.ts'
import type { FormAnswers } from '#contract/read-finder-form.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import type { Day } from '#domain/days.ts'
import { MOST_CATEGORIES } from '#domain/finder/situation.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { correctedFile, guideFile } from '#server/guide/guide-file.ts'
import { documentLink, type DocumentLink, documentOfRef } from '#server/guide/library.ts'
import { pageNotes } from '#server/guide/page-notes.ts'

const facts = readPage(actFacts, 'facts/acts', actsFile)

const texts = new Map(
	LANGUAGES.map((language) => [
		language,
		{
			acts: readActs(language, guideFile(language, 'acts')),
			rights: readRights(language, guideFile(language, 'rights')),
		},
	]),
)

/** What can be done to somebody, and the rights it touches. */
export type ActOnPage = ActText & {
	code: string
	urgent: boolean
	/** Rights with the articles in which this act touches them. */
	rights: readonly RightOnPage[]
}

type RightOnPage = Omit<RightText, 'refs'> & {
	refs: readonly { ref: string; document: ReturnType<typeof documentOfRef> }[]
}

/** The groups of acts, with the names of what is in them. */
export function actIndex(
	language: Language,
	corrections: readonly Correction[] = [],
): readonly { group: ActGroup; acts: readonly { code: string; name: string }[] }[] {
	return ACT_GROUPS.map((group) => ({
		group,
		acts: actsOf(language, group, corrections).map(({ code, name }) => ({ code, name })),
	}))
}

export function actsOf(
	language: Language,
	group: ActGroup,
	corrections: readonly Correction[] = [],
): readonly ActOnPage[] {
	const { acts, rights } = textsIn(language, corrections)
	return facts.acts
		.filter((act) => act.group === group)
		.map(({ code, urgent, rights: refs }) => {
			const text = acts[code]
			if (text === undefined) throw new RangeError(`nobody wrote of ${code} in ${language}`)
			return { ...text, code, urgent, rights: rightsOf(rights, refs) }
		})
}

/** The short names of legal texts used on a page, each with the whole name, sorted. */
export function shortNamesIn(
	language: Language,
	acts: readonly ActOnPage[],
): readonly (DocumentLink & { short: string })[] {
	const used = acts.flatMap(({ rights }) =>
		rights.flatMap(({ refs }) => refs.map(({ document }) => document)),
	)
	const named = new Map(used.flatMap((one) => (one === null ? [] : [[one.short, one.id] as const])))
	return [...named]
		.map(([short, id]) => ({ short, ...documentLink(language, id) }))
		.sort((one, other) => one.short.localeCompare(other.short, 'en'))
}

/** Answers of the finder that these acts give, as they stand in its form. */
export function answersGivenBy(codes: readonly unknown[]): FormAnswers {
	const given = facts.acts.filter(({ code }) => codes.includes(code)).map(({ finder }) => finder)
	const categories = [...new Set(given.flatMap((finder) => finder.categories))]
	const [link] = given.flatMap(({ linkUN }) => linkUN ?? [])
	return {
		categories: categories.slice(0, MOST_CATEGORIES),
		...(link === undefined ? {} : { linkUN: [link] }),
	}
}

/** The tests that hold for every act: limits, what is never allowed, and contact with the United Nations. */
export function testsIn(
	language: Language,
	corrections: readonly Correction[] = [],
): Pick<RightTexts, 'limits' | 'absolute' | 'scopeTest'> {
	const { limits, absolute, scopeTest } = textsIn(language, corrections).rights
	return { limits, absolute, scopeTest }
}

export const actsChecked: { checked: Day; nextCheck: Day } = facts.meta

/** @param shown what the page says of acts and rights */
export function actNotes(language: Language, shown: unknown, corrections: readonly Correction[]): PageNotes {
	return pageNotes(language, corrections, {
		checks: [{ of: 'page', nextCheck: actsChecked.nextCheck }],
		shown,
	})
}

function rightsOf({ rights }: RightTexts, refs: readonly string[]): RightOnPage[] {
	return Object.values(rights).flatMap((right) => {
		const touched = right.refs
			.filter((ref) => refs.includes(ref))
			.map((ref) => ({ ref, document: documentOfRef(ref) }))
		return touched.length > 0 ? [{ ...right, refs: touched }] : []
	})
}

function textsIn(language: Language, corrections: readonly Correction[]) {
	const found = texts.get(language)
	if (found === undefined) throw new RangeError(`no texts on acts in ${language}`)
	return {
		acts: correctedFile(language, 'acts', corrections, {
			published: found.acts,
			read: (file) => readActs(language, file),
		}),
		rights: correctedFile(language, 'rights', corrections, {
			published: found.rights,
			read: (file) => readRights(language, file),
		}),
	}
}

function readActs(language: Language, file: unknown) {
	return readPage(actTexts, `${language}/guide/acts`, file)
}

function readRights(language: Language, file: unknown): RightTexts {
	return readPage(rightTexts, `${language}/guide/rights`, file)
}
