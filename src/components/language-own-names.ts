import type { InterfaceLanguage } from '#domain/languages.ts'

/** Every language by its own name, whole and for a small screen. */
export const LANGUAGE_NAMES: Record<InterfaceLanguage, { full: string; short: string }> = {
	en: { full: 'English', short: 'EN' },
	fr: { full: 'Français', short: 'FR' },
	es: { full: 'Español', short: 'ES' },
	ar: { full: 'العربية', short: 'عربي' },
	ru: { full: 'Русский', short: 'RU' },
	zh: { full: '中文', short: '中文' },
	pt: { full: 'Português', short: 'PT' },
	sw: { full: 'Kiswahili', short: 'SW' },
}
