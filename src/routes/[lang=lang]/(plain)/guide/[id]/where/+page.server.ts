import { error } from '@sveltejs/kit'
import { wherePage } from '#server/guide/where-page.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const instance = publicInstance(platform)
	const shown = wherePage(languageOfWholePage(params.lang), params.id, instance.corrections())
	if (shown === null) error(404)
	const { openUnread, openIn } = interfaceWords(params.lang, 'guide')
	return {
		where: interfaceWords(params.lang, 'where'),
		noteWords: interfaceWords(params.lang, 'notes'),
		openUnread,
		openIn,
		shown,
	}
}
