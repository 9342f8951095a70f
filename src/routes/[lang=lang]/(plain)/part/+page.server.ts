import { partIndex } from '#server/guide/part-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => ({
	guide: interfaceWords(params.lang, 'guide'),
	part: interfaceWords(params.lang, 'part'),
	topics: partIndex(languageOfWholePage(params.lang)),
})
