import { defineParams } from '@sveltejs/kit/params'
import { isLanguage, type Language } from '#domain/languages.ts'

export const params = defineParams({
	lang: (segment: string): Language | undefined => (isLanguage(segment) ? segment : undefined),
})
