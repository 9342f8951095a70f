import { error } from '@sveltejs/kit'
import { partPage } from '#server/guide/part-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const shown = partPage(languageOfWholePage(params.lang), params.id)
	if (shown === null) error(404)
	const { groups, note, print } = interfaceWords(params.lang, 'rights')
	return {
		guide: interfaceWords(params.lang, 'guide'),
		part: interfaceWords(params.lang, 'part'),
		rights: { groups, note, print },
		noteWords: interfaceWords(params.lang, 'notes'),
		shown,
	}
}
