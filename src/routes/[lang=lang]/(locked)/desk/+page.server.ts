import type { CardPages } from '#components/desk/desk-page.ts'
import { INTERFACE_LANGUAGES, type Language } from '#domain/languages.ts'
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
		cardForm: interfaceWords(language, 'card-form'),
		cardWords: {
			en: cardPagesIn('en'),
			fr: cardPagesIn('fr'),
			es: cardPagesIn('es'),
			ar: cardPagesIn('ar'),
			ru: cardPagesIn('ru'),
			zh: cardPagesIn('zh'),
		},
		desk: interfaceWords(language, 'desk'),
		ending: interfaceWords(language, 'ending'),
		host: interfaceWords(language, 'host'),
		inbox: interfaceWords(language, 'inbox'),
		notices: interfaceWords(language, 'notices'),
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
		translation: interfaceWords(language, 'translation'),
		refusals: interfaceWords(language, 'refusals'),
	}
}

function cardPagesIn(language: Language): CardPages {
	const { team, foot } = interfaceWords(language, 'pages')
	return {
		card: interfaceWords(language, 'card'),
		languages: interfaceWords(language, 'languages'),
		pages: { team, foot },
	}
}
