/** The languages of the interface, in the order of the language menu. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export function isLanguage(word: string): word is Language {
	return (LANGUAGES as readonly string[]).includes(word)
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
	return language === 'ar' ? 'rtl' : 'ltr'
}
