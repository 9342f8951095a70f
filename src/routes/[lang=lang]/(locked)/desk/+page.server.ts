import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => INTERFACE_LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	return {
		language,
		common: interfaceWords(language, 'common'),
		desk: interfaceWords(language, 'desk'),
		host: interfaceWords(language, 'host'),
		inbox: interfaceWords(language, 'inbox'),
		readySteps: {
			en: interfaceWords('en', 'inbox').readySteps,
			fr: interfaceWords('fr', 'inbox').readySteps,
			es: interfaceWords('es', 'inbox').readySteps,
			ar: interfaceWords('ar', 'inbox').readySteps,
			ru: interfaceWords('ru', 'inbox').readySteps,
			zh: interfaceWords('zh', 'inbox').readySteps,
		},
		setup: interfaceWords(language, 'setup'),
		team: interfaceWords(language, 'team'),
		refusals: interfaceWords(language, 'refusals'),
	}
}
