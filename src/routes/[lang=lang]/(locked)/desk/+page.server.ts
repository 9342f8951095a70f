import { LANGUAGES } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => ({
	language: params.lang,
	common: interfaceWords(params.lang, 'common'),
	desk: interfaceWords(params.lang, 'desk'),
	inbox: interfaceWords(params.lang, 'inbox'),
	notices: interfaceWords(params.lang, 'notices'),
	readySteps: {
		en: interfaceWords('en', 'inbox').readySteps,
		fr: interfaceWords('fr', 'inbox').readySteps,
		es: interfaceWords('es', 'inbox').readySteps,
		ar: interfaceWords('ar', 'inbox').readySteps,
		ru: interfaceWords('ru', 'inbox').readySteps,
		zh: interfaceWords('zh', 'inbox').readySteps,
	},
	setup: interfaceWords(params.lang, 'setup'),
	refusals: interfaceWords(params.lang, 'refusals'),
})
