import { error } from '@sveltejs/kit'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import { actsChecked, actsOf, testsIn } from '#server/guide/act-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	const group = ACT_GROUPS.find((one) => one === params.group)
	if (group === undefined) error(404)
	return {
		rights: interfaceWords(params.lang, 'rights'),
		guide: interfaceWords(params.lang, 'guide'),
		shareLink: interfaceWords(params.lang, 'share').link,
		group,
		acts: actsOf(language, group),
		limits: testsIn(language).limits,
		...actsChecked,
	}
}
