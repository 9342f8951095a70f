import { error } from '@sveltejs/kit'
import { mechanismNotes, mechanismPage } from '#server/guide/mechanism-page.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const shown = mechanismPage(language, params.id, corrections)
	if (shown === null) error(404)
	return {
		guide: interfaceWords(params.lang, 'guide'),
		law: interfaceWords(params.lang, 'library').law,
		drawing: interfaceWords(params.lang, 'drawing'),
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: mechanismNotes(language, shown, corrections),
		shown,
	}
}
