import * as v from 'valibot'
import expertsFile from '#content/facts/experts.json' with { type: 'json' }
import { type Expert, expertFacts, type ExpertText, expertTexts } from '#contract/expert-texts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { guideFile } from '#server/guide/guide-file.ts'

const { experts, meta } = v.parse(expertFacts, expertsFile)

const texts = new Map(
	LANGUAGES.map((language) => [language, v.parse(expertTexts, guideFile(language, 'mandates'))]),
)

export const expertsChecked = { checked: meta.checked, nextCheck: meta.nextCheck }

export type ExpertOnPage = Expert & ExpertText

/** All experts and bodies of experts, in the words of one language. */
export function expertsIn(language: Language): readonly ExpertOnPage[] {
	return experts.map((expert) => {
		const text = texts.get(language)?.[expert.id]
		if (text === undefined) throw new RangeError(`nobody wrote of ${expert.id} in ${language}`)
		return { ...expert, ...text }
	})
}

/** @returns null when there is no such expert */
export function expertPage(language: Language, id: string): ExpertOnPage | null {
	return expertsIn(language).find((expert) => expert.id === id) ?? null
}
