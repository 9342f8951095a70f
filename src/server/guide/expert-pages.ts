import expertsFile from '#content/facts/experts.json' with { type: 'json' }
import { type Expert, expertFacts, type ExpertText, expertTexts } from '#contract/expert-texts.ts'
import type { Correction } from '#contract/corrections.ts'
import { readPage } from '#contract/read-page.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { correctedFile, guideFile } from '#server/guide/guide-file.ts'
import { pageNotes } from '#server/guide/page-notes.ts'

const { experts, meta } = readPage(expertFacts, 'facts/experts', expertsFile)

const texts = new Map(
	LANGUAGES.map((language) => [language, readTexts(language, guideFile(language, 'mandates'))]),
)

export const expertsChecked = { checked: meta.checked, nextCheck: meta.nextCheck }

export type ExpertOnPage = Expert & ExpertText

/** All experts and bodies of experts, in the words of one language. */
export function expertsIn(
	language: Language,
	corrections: readonly Correction[] = [],
): readonly ExpertOnPage[] {
	const published = texts.get(language) ?? {}
	const read = (file: unknown) => readTexts(language, file)
	const shown = correctedFile(language, 'mandates', corrections, { published, read })
	return experts.map((expert) => {
		const text = shown[expert.id]
		if (text === undefined) throw new RangeError(`nobody wrote of ${expert.id} in ${language}`)
		return { ...expert, ...text }
	})
}

/** @returns null when there is no such expert */
export function expertPage(
	language: Language,
	id: string,
	corrections: readonly Correction[] = [],
): ExpertOnPage | null {
	return expertsIn(language, corrections).find((expert) => expert.id === id) ?? null
}

/** @param shown what the page says of experts */
export function expertNotes(
	language: Language,
	shown: unknown,
	corrections: readonly Correction[],
): PageNotes {
	return pageNotes(language, corrections, {
		checks: [{ of: 'page', nextCheck: expertsChecked.nextCheck }],
		shown,
	})
}

function readTexts(language: Language, file: unknown): Record<string, ExpertText> {
	return readPage(expertTexts, `${language}/guide/mandates`, file)
}
