import { countriesByLetter } from '#server/guide/country-names.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => ({
	country: interfaceWords(params.lang, 'country'),
	letters: countriesByLetter(languageOfWholePage(params.lang)),
})
