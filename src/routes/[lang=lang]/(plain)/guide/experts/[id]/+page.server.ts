import { error } from '@sveltejs/kit'
import { expertNotes, expertPage, expertsChecked } from '#server/guide/expert-pages.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const shown = expertPage(language, params.id, corrections)
	if (shown === null) error(404)
	return {
		experts: interfaceWords(params.lang, 'experts'),
		guide: interfaceWords(params.lang, 'guide'),
		shareLink: interfaceWords(params.lang, 'share').link,
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: expertNotes(language, shown, corrections),
		shown,
		...expertsChecked,
	}
}
