import { isGuidePage } from '#components/library/guide-pages.ts'
import { paths } from '#components/paths.ts'
import { dayOf } from '#domain/days.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ params, platform, url }) => {
	const instance = publicInstance(platform)
	const desks = await instance.desks()
	const hasSearchLine = isGuidePage(url.pathname, params.lang) && url.pathname !== paths.library(params.lang)
	return {
		language: params.lang,
		common: interfaceWords(params.lang, 'common'),
		card: interfaceWords(params.lang, 'card'),
		words: interfaceWords(params.lang, 'pages'),
		attendance: interfaceWords(params.lang, 'attendance'),
		languageWords: interfaceWords(params.lang, 'languages'),
		endedWords: interfaceWords(params.lang, 'ended'),
		desks: desks.filter(({ closed }) => closed === null),
		/** Teams that have ended. */
		ended: desks.filter(({ closed }) => closed !== null),
		/** Words of the search line, on pages that have one. */
		searchWords: hasSearchLine ? interfaceWords(params.lang, 'library').search : null,
		demo: instance.demo,
		today: dayOf(new Date()),
	}
}
