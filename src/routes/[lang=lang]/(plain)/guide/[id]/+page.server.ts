import { error } from '@sveltejs/kit'
import { mechanismPage } from '#server/guide/mechanism-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const shown = mechanismPage(languageOfWholePage(params.lang), params.id)
	if (shown === null) error(404)
	return {
		guide: interfaceWords(params.lang, 'guide'),
		shareLink: interfaceWords(params.lang, 'share').link,
		shown,
	}
}
