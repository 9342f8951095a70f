import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => INTERFACE_LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => ({
	language: params.lang,
	wordsIn: completeLanguage(params.lang),
	common: interfaceWords(params.lang, 'common'),
	words: interfaceWords(params.lang, 'return'),
	later: interfaceWords(params.lang, 'later'),
})
