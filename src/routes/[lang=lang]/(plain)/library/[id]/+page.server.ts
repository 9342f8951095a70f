import { error } from '@sveltejs/kit'
import { documentPage, libraryChecked } from '#server/guide/library.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { pageNotes } from '#server/guide/page-notes.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	const shown = documentPage(language, params.id)
	if (shown === null) error(404)
	return {
		library: interfaceWords(params.lang, 'library'),
		guide: interfaceWords(params.lang, 'guide'),
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: pageNotes(language, [], {
			checks: [{ of: 'page', nextCheck: libraryChecked.nextCheck }],
			shown,
		}),
		shown,
		ways: shown.ways.map((id) => ({ id, name: mechanismTextOf(language, id).name })),
		written: language,
		...libraryChecked,
	}
}
