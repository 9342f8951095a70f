import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { bookletOf } from '#server/keep/booklet.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang }, url }) => ({
	language: lang,
	booklet: bookletOf(languageOfWholePage(lang)),
	common: interfaceWords(lang, 'common'),
	danger: interfaceWords(lang, 'pages').danger,
	guide: interfaceWords(lang, 'guide'),
	keep: interfaceWords(lang, 'keep'),
	made: today(),
	/** The address of this site, when the reader asked for it. */
	address: url.searchParams.has('code') ? url.origin + paths.home(lang) : null,
})
