import { actIndex, testsIn } from '#server/guide/act-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	return {
		rights: interfaceWords(params.lang, 'rights'),
		groups: actIndex(language),
		tests: testsIn(language),
	}
}
