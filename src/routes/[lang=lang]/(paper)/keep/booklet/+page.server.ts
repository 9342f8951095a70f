import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { bookletOf } from '#server/keep/booklet.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang }, platform, url }) => ({
	language: lang,
	booklet: bookletOf(languageOfWholePage(lang), publicInstance(platform).corrections()),
	common: interfaceWords(lang, 'common'),
	danger: interfaceWords(lang, 'pages').danger,
	guide: interfaceWords(lang, 'guide'),
	keep: interfaceWords(lang, 'keep'),
	noteWords: interfaceWords(lang, 'notes'),
	made: today(),
	/** The address of this site, when the reader asked for it. */
	address: url.searchParams.has('code') ? url.origin + paths.home(lang) : null,
})
