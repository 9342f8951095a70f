import { expertNotes, expertsIn } from '#server/guide/expert-pages.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const known = expertsIn(language, corrections)
	const named = (kind: (typeof known)[number]['kind']) =>
		known.filter((expert) => expert.kind === kind).map(({ id, name }) => ({ id, name }))
	return {
		experts: interfaceWords(params.lang, 'experts'),
		guide: interfaceWords(params.lang, 'guide'),
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: expertNotes(
			language,
			known.map(({ name }) => name),
			corrections,
		),
		groups: [
			{ title: 'themes' as const, known: named('thematic') },
			{ title: 'countries' as const, known: named('country') },
			{ title: 'bodies' as const, known: named('body') },
		],
	}
}
