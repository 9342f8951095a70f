import { INTERFACE_LANGUAGES, type InterfaceLanguage } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage, languageOfWholePage } from '#server/words/scope.ts'
import { deskWords } from '../desk-words.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => INTERFACE_LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => ({
	words: deskWords(languageOfWholePage(params.lang)),
	lastWords: {
		en: lastWordsIn('en'),
		fr: lastWordsIn('fr'),
		es: lastWordsIn('es'),
		ar: lastWordsIn('ar'),
		ru: lastWordsIn('ru'),
		zh: lastWordsIn('zh'),
		pt: lastWordsIn('pt'),
		sw: lastWordsIn('sw'),
	},
})

/** What people are told who write in this language; in the language nearest to theirs where it is not translated. */
function lastWordsIn(language: InterfaceLanguage) {
	return interfaceWords(completeLanguage(language), 'closing').answer
}
