import { error } from '@sveltejs/kit'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import { actNotes, actsChecked, actsOf, shortNamesIn, testsIn } from '#server/guide/act-pages.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const group = ACT_GROUPS.find((one) => one === params.group)
	if (group === undefined) error(404)
	const acts = actsOf(language, group, corrections)
	const { limits } = testsIn(language, corrections)
	return {
		library: interfaceWords(params.lang, 'library'),
		shortNames: shortNamesIn(language, acts),
		written: language,
		rights: interfaceWords(params.lang, 'rights'),
		guide: interfaceWords(params.lang, 'guide'),
		shareLink: interfaceWords(params.lang, 'share').link,
		group,
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: actNotes(language, [acts, limits], corrections),
		acts,
		limits,
		...actsChecked,
	}
}
