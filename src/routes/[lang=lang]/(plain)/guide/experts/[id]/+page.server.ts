import { error } from '@sveltejs/kit'
import { expertPage, expertsChecked } from '#server/guide/expert-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const shown = expertPage(languageOfWholePage(params.lang), params.id)
	if (shown === null) error(404)
	return {
		experts: interfaceWords(params.lang, 'experts'),
		guide: interfaceWords(params.lang, 'guide'),
		shareLink: interfaceWords(params.lang, 'share').link,
		shown,
		...expertsChecked,
	}
}
