/**
 * The languages every page speaks, each with a list of return words, and the languages a team can say it reads; in the
 * order of the language menu.
 */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

/** With the further languages, each of which speaks the pages its `content/<language>/scope.json` names and no others. */
export const INTERFACE_LANGUAGES = [...LANGUAGES, 'pt', 'sw'] as const
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number]

export function isLanguage(word: string): word is Language {
	return (LANGUAGES as readonly string[]).includes(word)
}

export function isInterfaceLanguage(word: string): word is InterfaceLanguage {
	return (INTERFACE_LANGUAGES as readonly string[]).includes(word)
}

export function directionOf(language: InterfaceLanguage): 'ltr' | 'rtl' {
	return language === 'ar' ? 'rtl' : 'ltr'
}
