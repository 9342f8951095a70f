import { sayLanguage } from '#components/say.ts'
import type { Language } from '#domain/languages.ts'

/** The names of all languages of the service, as people of `language` say them. */
export function languageNamesIn(language: Language): Record<Language, string> {
	const nameOf = (named: Language) => sayLanguage(named, language)
	return {
		en: nameOf('en'),
		fr: nameOf('fr'),
		es: nameOf('es'),
		ar: nameOf('ar'),
		ru: nameOf('ru'),
		zh: nameOf('zh'),
	}
}
