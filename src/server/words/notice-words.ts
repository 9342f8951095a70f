import type { Language } from '#domain/languages.ts'
import arabic from '#content/ar/interface/notice-mail.json' with { type: 'json' }
import english from '#content/en/interface/notice-mail.json' with { type: 'json' }
import spanish from '#content/es/interface/notice-mail.json' with { type: 'json' }
import french from '#content/fr/interface/notice-mail.json' with { type: 'json' }
import russian from '#content/ru/interface/notice-mail.json' with { type: 'json' }
import chinese from '#content/zh/interface/notice-mail.json' with { type: 'json' }

const WORDS = { en: english, fr: french, es: spanish, ar: arabic, ru: russian, zh: chinese } as const

/**
 * What a mail says. A daily one and one that follows something new are the same text; only a call to the members on
 * duty differs, because somebody has to get up for it.
 */
export function noticeWords(
	language: Language,
	kind: 'news' | 'daily' | 'call',
): { subject: string; text: string } {
	const { subject, look, lookNow } = WORDS[language]
	return { subject, text: kind === 'call' ? lookNow : look }
}
