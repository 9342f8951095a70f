import type { CardPages } from '#components/desk/desk-page.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => ({
	language: params.lang,
	common: interfaceWords(params.lang, 'common'),
	cardForm: interfaceWords(params.lang, 'card-form'),
	cardWords: {
		en: cardPagesIn('en'),
		fr: cardPagesIn('fr'),
		es: cardPagesIn('es'),
		ar: cardPagesIn('ar'),
		ru: cardPagesIn('ru'),
		zh: cardPagesIn('zh'),
	},
	desk: interfaceWords(params.lang, 'desk'),
	inbox: interfaceWords(params.lang, 'inbox'),
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

function cardPagesIn(language: Language): CardPages {
	const { team, foot } = interfaceWords(language, 'pages')
	return { card: interfaceWords(language, 'card'), pages: { team, foot } }
}
