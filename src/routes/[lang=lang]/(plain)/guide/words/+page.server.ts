import { glossaryIn } from '#server/guide/glossary.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => ({
	library: interfaceWords(params.lang, 'library'),
	guide: interfaceWords(params.lang, 'guide'),
	terms: glossaryIn(languageOfWholePage(params.lang)),
})
