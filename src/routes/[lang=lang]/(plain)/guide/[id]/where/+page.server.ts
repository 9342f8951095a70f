import { error } from '@sveltejs/kit'
import { wherePage } from '#server/guide/where-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const shown = wherePage(languageOfWholePage(params.lang), params.id)
	if (shown === null) error(404)
	const { openUnread, openIn } = interfaceWords(params.lang, 'guide')
	return { where: interfaceWords(params.lang, 'where'), openUnread, openIn, shown }
}
