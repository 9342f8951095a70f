import { dayOf } from '#domain/days.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ params, platform }) => {
	const instance = publicInstance(platform)
	return {
		language: params.lang,
		common: interfaceWords(params.lang, 'common'),
		card: interfaceWords(params.lang, 'card'),
		words: interfaceWords(params.lang, 'pages'),
		attendance: interfaceWords(params.lang, 'attendance'),
		languageWords: interfaceWords(params.lang, 'languages'),
		desks: await instance.desks(),
		demo: instance.demo,
		today: dayOf(new Date()),
	}
}
