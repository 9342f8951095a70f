import { dayOf } from '#domain/days.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ params, platform }) => {
	const instance = publicInstance(platform)
	return {
		language: params.lang,
		common: interfaceWords(params.lang, 'common'),
		words: interfaceWords(params.lang, 'pages'),
		languageWords: interfaceWords(params.lang, 'languages'),
		desks: await instance.desks(),
		demo: instance.demo,
		today: dayOf(new Date()),
	}
}
