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
	words: interfaceWords(params.lang, 'tell'),
	later: interfaceWords(params.lang, 'later'),
	refusals: interfaceWords(params.lang, 'refusals'),
	attendance: interfaceWords(params.lang, 'attendance'),
	ended: interfaceWords(params.lang, 'ended').here,
	lastRead: lastReadWords(interfaceWords(params.lang, 'pages').foot),
	card: interfaceWords(params.lang, 'card'),
	team: interfaceWords(params.lang, 'pages').team,
	reasons: interfaceWords(params.lang, 'pages').why.reasons,
	languages: {
		...interfaceWords(params.lang, 'languages'),
		reads: interfaceWords(params.lang, 'pages').team.reads,
	},
})
