import { today } from '#browser/today.ts'
import { guideFileOf } from '#server/keep/carried-guide.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang } }) => {
	const kept = completeLanguage(lang)
	return {
		keep: interfaceWords(lang, 'keep'),
		kept,
		kilobytes: Math.ceil(guideFileOf(kept, today()).size / 1000),
	}
}
