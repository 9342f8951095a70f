import { interfaceWords } from '#server/words/interface-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang } }) => ({
	countryTitle: interfaceWords(lang, 'country').title,
	keepTitle: interfaceWords(lang, 'keep').title,
})
