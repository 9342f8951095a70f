import { error } from '@sveltejs/kit'
import { countryPage } from '#server/guide/country-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const shown = countryPage(languageOfWholePage(params.lang), params.code)
	if (shown === null) error(404)
	return {
		country: interfaceWords(params.lang, 'country'),
		shareLink: interfaceWords(params.lang, 'share').link,
		shown,
	}
}
