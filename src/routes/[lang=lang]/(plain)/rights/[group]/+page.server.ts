import { error } from '@sveltejs/kit'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import { actsChecked, actsOf, shortNamesIn, testsIn } from '#server/guide/act-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	const group = ACT_GROUPS.find((one) => one === params.group)
	if (group === undefined) error(404)
	const acts = actsOf(language, group)
	return {
		library: interfaceWords(params.lang, 'library'),
		shortNames: shortNamesIn(language, acts),
		written: language,
		rights: interfaceWords(params.lang, 'rights'),
		guide: interfaceWords(params.lang, 'guide'),
		group,
		acts,
		limits: testsIn(language).limits,
		...actsChecked,
	}
}
