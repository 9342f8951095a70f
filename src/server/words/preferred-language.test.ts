import { expect, test } from 'vitest'
import { preferredLanguage } from '#server/words/preferred-language.ts'

test.each([
	['fr-CD,fr;q=0.9,en;q=0.8', 'fr'],
	['ln, ar;q=0.3, es;q=0.5', 'es'],
	['zh-Hans-CN', 'zh'],
	['RU', 'ru'],
	['fr;q=0, en;q=0.1', 'en'],
	['sw-KE', 'sw'],
	['pt-MZ,pt;q=0.9,en;q=0.8', 'pt'],
	['ln', 'en'],
	['*', 'en'],
	['', 'en'],
	['fr;q=nonsense, ar;q=0.1', 'ar'],
	[null, 'en'],
])('a phone that asks for %s is answered in %s', (header, language) => {
	expect(preferredLanguage(header)).toBe(language)
})
