import { actIndex, actNotes, testsIn } from '#server/guide/act-pages.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const groups = actIndex(language, corrections)
	const tests = testsIn(language, corrections)
	return {
		rights: interfaceWords(params.lang, 'rights'),
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: actNotes(language, [groups, tests.scopeTest, tests.absolute], corrections),
		groups,
		tests,
	}
}
