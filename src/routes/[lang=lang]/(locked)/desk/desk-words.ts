import type { CardPages } from '#components/desk/desk-page.ts'
import type { Language } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

/** The texts of the team's own pages. */
export function deskWords(language: Language) {
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
		closing: interfaceWords(language, 'closing'),
		desk: interfaceWords(language, 'desk'),
		ending: interfaceWords(language, 'ending'),
		host: interfaceWords(language, 'host'),
		inbox: interfaceWords(language, 'inbox'),
		letters: interfaceWords(language, 'letters').entry,
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
