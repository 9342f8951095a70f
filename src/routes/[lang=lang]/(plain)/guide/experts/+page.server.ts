import { expertsIn } from '#server/guide/expert-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const known = expertsIn(languageOfWholePage(params.lang))
	const named = (kind: (typeof known)[number]['kind']) =>
		known.filter((expert) => expert.kind === kind).map(({ id, name }) => ({ id, name }))
	return {
		experts: interfaceWords(params.lang, 'experts'),
		guide: interfaceWords(params.lang, 'guide'),
		groups: [
			{ title: 'themes' as const, known: named('thematic') },
			{ title: 'countries' as const, known: named('country') },
			{ title: 'bodies' as const, known: named('body') },
		],
	}
}
