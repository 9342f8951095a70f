import { defineParams } from '@sveltejs/kit/params'
import { isInterfaceLanguage, type InterfaceLanguage } from '#domain/languages.ts'

export const params = defineParams({
	lang: (segment: string): InterfaceLanguage | undefined =>
		isInterfaceLanguage(segment) ? segment : undefined,
})
