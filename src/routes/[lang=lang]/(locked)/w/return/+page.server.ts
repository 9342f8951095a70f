import { lastReadWords } from '#components/last-read.ts'
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
	card: interfaceWords(params.lang, 'card'),
	team: interfaceWords(params.lang, 'pages').team,
	words: interfaceWords(params.lang, 'return'),
	later: interfaceWords(params.lang, 'later'),
	attendance: interfaceWords(params.lang, 'attendance'),
	ended: interfaceWords(params.lang, 'ended'),
	lastRead: lastReadWords(interfaceWords(params.lang, 'pages').foot),
	newTab: interfaceWords(params.lang, 'tell').newTab,
	retention: interfaceWords(params.lang, 'retention'),
	letters: interfaceWords(params.lang, 'letters').entry,
})
